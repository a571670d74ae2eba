/* Meeting-day pages: rows are found while one types, the count of who has not paid goes down with each tap, and the
   state of the line is said. The page works without it. */
(function () {
  "use strict";

  var box = document.querySelector("[data-finds]");
  var roll = box && document.querySelector(box.dataset.finds);

  if (box) box.addEventListener("input", function () {
    var words = box.value.trim().toLowerCase();
    Array.prototype.forEach.call(roll.children, function (row) {
      row.hidden = words !== "" && row.textContent.toLowerCase().indexOf(words) < 0;
    });
  });

  function ticked() { return roll ? roll.querySelectorAll(":scope > .paid").length : 0; }
  function number(id) {
    var word = document.getElementById(id);
    return { word: word, start: word ? parseInt(word.textContent.replace(/\D/g, ""), 10) : 0 };
  }
  var first = ticked(), due = number("n-due"), paid = number("n-paid");
  document.addEventListener("htmx:afterSettle", function () {
    var more = ticked() - first;
    if (due.word) due.word.textContent = String(due.start - more);
    if (paid.word) paid.word.textContent = String(paid.start + more);
  });

  /* A shaky thumb taps twice. Between the two taps the rows have moved, and the second would be another member's. */
  var last = { at: -1000, x: 0, y: 0 };
  document.addEventListener("click", function (event) {
    if (!event.target.closest(".roll a, .roll button, .dock button")) return;
    var again = event.pointerType === "touch" || event.detail > 1;
    var near = Math.abs(event.clientX - last.x) + Math.abs(event.clientY - last.y) < 48;
    if (again && near && event.timeStamp - last.at < 400) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    last = { at: event.timeStamp, x: event.clientX, y: event.clientY };
  }, true);
  document.addEventListener("htmx:afterSettle", function (event) { last.at = event.timeStamp; });

  function line() {
    document.querySelectorAll("[data-net]").forEach(function (word) {
      word.hidden = (word.dataset.net === "on") !== navigator.onLine;
    });
  }
  window.addEventListener("online", line);
  window.addEventListener("offline", line);
  line();
})();

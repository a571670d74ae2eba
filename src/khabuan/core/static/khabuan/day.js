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

  function line() {
    document.querySelectorAll("[data-net]").forEach(function (word) {
      word.hidden = (word.dataset.net === "on") !== navigator.onLine;
    });
  }
  window.addEventListener("online", line);
  window.addEventListener("offline", line);
  line();
})();

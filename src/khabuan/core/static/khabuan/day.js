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

  var due = document.getElementById("n-due");
  var first = roll ? roll.querySelectorAll(":scope > .paid").length : 0;
  var start = due ? parseInt(due.textContent.replace(/\D/g, ""), 10) : 0;
  document.addEventListener("htmx:afterSettle", function () {
    if (!due || !roll) return;
    due.textContent = String(start + first - roll.querySelectorAll(":scope > .paid").length);
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

/* Meeting-day pages: rows are found while one types, the count of who has not paid goes down with each tap, cash is
   added up while it is counted, and the state of the line is said. The pages work without it. */
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

  /* What notes and coins come to, while they are typed; the page adds them up again when it is sent. */
  var told = document.getElementById("counted");
  if (told) document.addEventListener("input", function () {
    var satang = 0, any = false;
    document.querySelectorAll("[data-note]").forEach(function (one) {
      if (!/^\d+$/.test(one.value.trim())) return;
      any = true;
      satang += Math.round(parseFloat(one.dataset.note) * 100) * parseInt(one.value, 10);
    });
    var whole = document.querySelector("[name=counted]");
    if (!any && whole && /^[\d,]+(\.\d{1,2})?$/.test(whole.value.trim())) {
      any = true;
      satang = Math.round(parseFloat(whole.value.replace(/,/g, "")) * 100);
    }
    var differs = satang - Number(told.dataset.should);
    told.hidden = !any;
    told.classList.toggle("same", differs === 0);
    told.textContent = (differs === 0 ? told.dataset.same : differs < 0 ? told.dataset.less : told.dataset.more)
      .replace("{baht}", baht(satang)).replace("{differs}", baht(Math.abs(differs)));
  });
  function baht(satang) {
    return (satang / 100).toLocaleString("en-US", { minimumFractionDigits: satang % 100 ? 2 : 0 });
  }

  function line() {
    document.querySelectorAll("[data-net]").forEach(function (word) {
      word.hidden = (word.dataset.net === "on") !== navigator.onLine;
    });
  }
  window.addEventListener("online", line);
  window.addEventListener("offline", line);
  line();
})();

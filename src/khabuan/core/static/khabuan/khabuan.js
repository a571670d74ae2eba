/* Small courtesies; every page works without them: menus close on a click outside or Escape, the summary of errors
   takes focus, buttons that only a script can serve (print) appear, a box for files speaks the page's language, a sent form does not go twice, and a
   part of a page that could not be fetched says so. */
(function () {
  "use strict";

  function openMenus() { return document.querySelectorAll("details.pick[open]"); }

  document.addEventListener("click", function (event) {
    openMenus().forEach(function (menu) { if (!menu.contains(event.target)) menu.open = false; });
    var printer = event.target.closest("[data-print]");
    if (printer) window.print();
  });

  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") return;
    openMenus().forEach(function (menu) {
      if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
      menu.open = false;
    });
  });

  function arrive(root) {
    var wrong = root.querySelector("[data-focus]:not([data-still] *)");
    if (wrong) wrong.focus();
    root.querySelectorAll("[data-print][hidden]").forEach(function (button) { button.hidden = false; });
    root.querySelectorAll("[data-file][hidden]").forEach(function (box) {
      box.hidden = false;
      box.control.classList.add("vh");
      name(box.control);
    });
  }

  /* The names of the files chosen, in the box that stands for the browser's own. */
  function name(input) {
    var word = input.nextElementSibling.lastElementChild;
    var names = Array.prototype.map.call(input.files, function (file) { return file.name; });
    var more = names.length > 5 ? " … (" + names.length + ")" : "";
    if (names.length) word.textContent = names.slice(0, more ? 3 : 5).join(", ") + more;
  }
  document.addEventListener("change", function (event) {
    if (event.target.matches("input[type=file].vh")) name(event.target);
  });

  document.addEventListener("submit", function (event) {
    var button = event.submitter;
    if (!button || event.target.method !== "post" || event.defaultPrevented) return;
    if (button.getAttribute("aria-busy") === "true") event.preventDefault();
    else button.setAttribute("aria-busy", "true");
  });

  /* Back from the next page: the browser may show this one as it was left. */
  window.addEventListener("pageshow", function () {
    document.querySelectorAll("button[aria-busy=true]").forEach(function (b) { b.removeAttribute("aria-busy"); });
  });

  function network(gone) {
    var word = document.getElementById("no-network");
    if (word) word.hidden = !gone;
  }
  document.addEventListener("htmx:sendError", function () { network(true); });
  document.addEventListener("htmx:beforeRequest", function () { network(false); });

  document.addEventListener("htmx:afterSettle", function (event) { arrive(event.detail.elt); });
  arrive(document);
})();

/* What a text offers for a box of a form: one tap puts it in, and the one that stands in the box shows as pressed.
   Without it the same is there to read. */
(function () {
  "use strict";

  /* The box of a field, or the three boxes of a day. */
  function boxesOf(group) {
    var at = group.dataset.into, one = document.getElementById(at);
    if (one) return [one];
    return [0, 1, 2].map(function (n) { return document.getElementById(at + "_" + n); }).filter(Boolean);
  }

  function parts(value, boxes) { return boxes.length > 1 ? value.split("/") : [value]; }

  function mark(group) {
    var boxes = boxesOf(group), now = boxes.map(function (box) { return box.value.trim(); }).join("\n");
    group.querySelectorAll("[data-put]").forEach(function (button) {
      button.setAttribute("aria-pressed", parts(button.dataset.put, boxes).join("\n") === now ? "true" : "false");
    });
  }

  document.querySelectorAll(".offers").forEach(function (group) {
    var boxes = boxesOf(group);
    if (!boxes.length) return;
    group.querySelectorAll("[data-put]").forEach(function (words) {
      var button = document.createElement("button");
      button.type = "button";
      button.className = "b slim plain";
      button.textContent = words.textContent;
      button.dataset.put = words.dataset.put;
      button.setAttribute("aria-label", words.dataset.say);
      words.replaceWith(button);
    });
    group.addEventListener("click", function (event) {
      var button = event.target.closest("[data-put]");
      if (!button) return;
      parts(button.dataset.put, boxes).forEach(function (value, at) {
        boxes[at].value = value;
        boxes[at].dispatchEvent(new Event("input", { bubbles: true }));
        boxes[at].dispatchEvent(new Event("change", { bubbles: true }));
      });
    });
    boxes.forEach(function (box) {
      box.addEventListener("input", function () { mark(group); });
      box.addEventListener("change", function () { mark(group); });
    });
    mark(group);
  });
})();

/* The page of a text that is read: a mark and its draft light up together, arrows move between the drafts that wait, a letter
   presses the button that shows it. The page works without it. */
(function () {
  "use strict";

  var root = document.querySelector("[data-reader]");
  if (!root) return;
  var hint = document.querySelector("[data-keys-hint]");
  if (hint) hint.hidden = !matchMedia("(hover:hover)").matches;

  function all(what) { return Array.prototype.slice.call(root.querySelectorAll(what)); }
  function drafts() { return all(".draft"); }
  function marksOf(key) { return all(".evidence .mark").filter(function (mark) { return has(mark, key); }); }
  function has(mark, key) { return mark.dataset.drafts.split(" ").indexOf(key) >= 0; }

  /* The draft that is looked at, and its words in the text; `follow`: bring the words into view. */
  function look(draft, follow) {
    all(".now").forEach(function (one) { one.classList.remove("now"); });
    if (!draft) return;
    draft.classList.add("now");
    var marks = marksOf(draft.dataset.draft);
    marks.forEach(function (mark) { mark.classList.add("now"); });
    var box = root.querySelector(".evidence"), first = marks[0];
    if (follow && box && first && box.scrollHeight > box.clientHeight) {
      var at = first.getBoundingClientRect(), frame = box.getBoundingClientRect();
      if (at.top < frame.top || at.bottom > frame.bottom) box.scrollTop += at.top - frame.top - frame.height / 3;
    }
  }

  /* The draft of a mark: the shortest words first, and with the same mark again the next longer ones. */
  function named(mark) {
    var keys = mark.dataset.drafts.split(" "), now = root.querySelector(".draft.now");
    var at = now ? keys.indexOf(now.dataset.draft) : -1;
    return document.getElementById("d-" + keys[(at + 1) % keys.length]);
  }

  function go(draft) {
    if (!draft) return;
    draft.focus({ preventScroll: true });
    var at = draft.getBoundingClientRect(), box = root.querySelector(".evidence"), top = parseFloat(getComputedStyle(box).top);
    if (getComputedStyle(root).display === "block") top += box.offsetHeight; /* one above the other: the text stays there */
    if (at.top < top + 8 || at.bottom > window.innerHeight - 70) window.scrollBy(0, at.top - top - 12);
  }

  /* Those to be decided, and those of which nobody has said yet whom of the register they mean. */
  function waiting() { return drafts().filter(function (one) { return one.dataset.state === "waiting" || one.querySelector(".likely"); }); }

  /* The next draft that waits, that way and then round; where none waits any more, simply the one beside. */
  function next(from, step) {
    var list = drafts(), at = list.indexOf(from), left = waiting(), some = left.length ? left : list;
    if (step < 0) some.reverse();
    var ahead = some.filter(function (one) { return (list.indexOf(one) - at) * step > 0; });
    return ahead[0] || left[0];
  }

  root.addEventListener("focusin", function (event) {
    var draft = event.target.closest(".draft");
    if (draft) look(draft, true);
  });

  root.addEventListener("click", function (event) {
    var mark = event.target.closest(".evidence .mark"), back = event.target.closest(".quote a");
    var draft = mark && named(mark);
    if (draft) {
      event.preventDefault();
      go(draft);
    } else if (back) {
      event.preventDefault();
      go(back.closest(".draft"));
      look(back.closest(".draft"), true);
    }
  });

  /* Letters count only while a draft has the focus, and never while somebody types. */
  document.addEventListener("keydown", function (event) {
    var here = document.activeElement, draft = here && here.closest && here.closest(".draft");
    if (event.ctrlKey || event.altKey || event.metaKey || (here && here.matches("input, textarea, select"))) return;
    var isFree = !here || here === document.body || (draft && here === draft);
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!isFree && !draft) return;
      event.preventDefault();
      go(next(draft, draft && event.key === "ArrowUp" ? -1 : 1));
      return;
    }
    if (!draft) return;
    var wanted = event.key === "Enter" && here === draft ? "a" : event.key.toLowerCase();
    var button = Array.prototype.filter.call(draft.querySelectorAll("[data-key]"), function (one) {
      return one.dataset.key.split(" ").indexOf(wanted) >= 0;
    })[0];
    if (button) {
      event.preventDefault();
      button.click();
    }
  });

  /* What was selected in the text goes with whoever adds it. */
  document.addEventListener("click", function (event) {
    var link = event.target.closest("a[href*='/add/']"), chosen = getSelection(), box = root.querySelector(".evidence");
    var words = link && chosen && box && box.contains(chosen.anchorNode) ? chosen.toString().trim().slice(0, 1000) : "";
    if (!words) return;
    var url = new URL(link.href);
    url.searchParams.set("quote", words);
    link.href = url.href;
  });

  /* What was said of a draft shows on its marks too; then the next one that waits has the focus. */
  document.addEventListener("htmx:afterSwap", function (event) {
    var was = event.detail.target, key = was && was.dataset && was.dataset.draft;
    var draft = key && document.getElementById("d-" + key);
    if (!draft) return;
    marksOf(key).forEach(function (mark) {
      if (mark.dataset.drafts.split(" ")[0] === key) {
        mark.classList.remove("waiting", "accepted", "changed", "rejected", "claim");
        mark.classList.add(draft.dataset.state);
      }
    });
    var field = draft.querySelector("form .field input, form .field select");
    if (field) { look(draft, true); field.focus(); return; }
    go(draft.dataset.state !== "waiting" && waiting().length ? next(draft, 1) : draft);
  });

  if (/^#d-\d+$/.test(location.hash)) go(document.getElementById(location.hash.slice(1)));
})();

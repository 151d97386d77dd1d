(function () {
  "use strict";
  function id(name) { return document.getElementById(name); }

  // filters
  var form = document.querySelector(".filters");
  var rows = Array.prototype.map.call(document.querySelectorAll(".positions tbody tr"), function (row) {
    return {
      row: row,
      agreement: row.dataset.a,
      state: row.dataset.s,
      parties: row.dataset.p.split("\n"),
      standing: row.closest(".standing") !== null,
      text: ""
    };
  });
  function filter() {
    var words = id("f-text").value.toLowerCase().split(/\s+/).filter(Boolean);
    var agreement = id("f-a").value, state = id("f-s").value, party = id("f-p").value;
    var shown = 0, all = 0, stand = 0, standing = 0;
    rows.forEach(function (each) {
      if (words.length && !each.text) { each.text = each.row.textContent.toLowerCase(); }
      var fits = (!agreement || each.agreement === agreement) && (!state || each.state === state) &&
        (!party || each.parties.indexOf(party) >= 0) &&
        words.every(function (word) { return each.text.indexOf(word) >= 0; });
      if (each.row.hidden === fits) { each.row.hidden = !fits; }
      if (each.standing) { standing += 1; stand += fits; } else { all += 1; shown += fits; }
    });
    var narrowed = shown < all || stand < standing;
    id("f-count").textContent = narrowed ? shown + " of " + all + " shown" +
      (standing ? "; " + stand + " of " + standing + " among those that merely stand" : "") : "";
    if (id("f-standing")) { id("f-standing").textContent = narrowed ? "(" + stand + " shown)" : ""; }
  }
  if (form) {
    form.hidden = false;
    form.addEventListener("input", filter);
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    form.addEventListener("reset", function () { setTimeout(filter, 0); });
    filter();
  }

  // explanations
  var why = id("why"), chart = document.querySelector(".chart"), owner = null, pinned = false, timer = 0;
  function hide() {
    clearTimeout(timer);
    if (owner) { owner.classList.remove("on"); owner.removeAttribute("aria-describedby"); }
    why.hidden = true;
    owner = null;
    pinned = false;
  }
  function show(hit) {
    clearTimeout(timer);
    if (owner === hit) { return; }
    hide();
    var row = document.querySelector(hit.getAttribute("href"));
    if (!row) { return; }
    owner = hit;
    var cells = row.cells, detail = cells[0].querySelector("details");
    why.textContent = "";
    function add(tag, node) {
      var made = document.createElement(tag);
      Array.prototype.forEach.call(node.childNodes, function (child) { made.appendChild(child.cloneNode(true)); });
      why.appendChild(made);
    }
    add("strong", cells[0].querySelector("b"));
    add("p", cells[1]);
    var due = document.createElement("p");
    due.textContent = "Due: " + Array.prototype.map.call(cells[2].querySelectorAll(".due"), function (each) {
      return each.textContent;
    }).join("; ");
    if (cells[2].querySelector(".due")) { why.appendChild(due); }
    add("p", cells[3]);
    Array.prototype.forEach.call(detail.children, function (child) {
      if (child.tagName !== "SUMMARY") { why.appendChild(child.cloneNode(true)); }
    });
    hit.classList.add("on");
    hit.setAttribute("aria-describedby", "why");
    why.hidden = false;
    var box = hit.getBoundingClientRect(), frame = chart.getBoundingClientRect();
    var below = box.bottom - frame.top + 4, above = box.top - frame.top - why.offsetHeight - 4;
    var room = window.innerHeight - box.bottom > why.offsetHeight + 8;
    why.style.top = (room || box.top < why.offsetHeight + 8 ? below : above) + "px";
    why.scrollTop = 0;
  }
  function leave() {
    clearTimeout(timer);
    if (!pinned) { timer = setTimeout(hide, 200); }
  }
  Array.prototype.forEach.call(document.querySelectorAll("a.hit"), function (hit) {
    hit.addEventListener("mouseenter", function () { if (!pinned) { show(hit); } });
    hit.addEventListener("mouseleave", leave);
    hit.addEventListener("focus", function () { pinned = false; show(hit); });
    hit.addEventListener("blur", leave);
    hit.addEventListener("click", function (event) {
      if (event.detail) { event.preventDefault(); show(hit); pinned = true; } else { hide(); }
    });
  });
  why.addEventListener("mouseenter", function () { clearTimeout(timer); });
  why.addEventListener("mouseleave", leave);
  document.addEventListener("keydown", function (event) { if (event.key === "Escape") { hide(); } });
  document.addEventListener("click", function (event) {
    if (owner && !why.contains(event.target) && !owner.contains(event.target)) { hide(); }
  });

  // a row that is led to opens
  function arrive() {
    var row = /^#p\d+$/.test(location.hash) && document.querySelector(location.hash);
    if (!row) { return; }
    var fold = row.closest(".standing");
    if (fold) { fold.open = true; }
    if (row.hidden) { form.reset(); filter(); }
    row.querySelector("details").open = true;
    row.scrollIntoView({ block: "center" });
  }
  window.addEventListener("hashchange", arrive);
  arrive();

  // on paper nothing can be opened: short reports are printed in full
  var opened = [];
  window.addEventListener("beforeprint", function () {
    hide();
    var folded = document.querySelectorAll("main details:not(.standing):not([open])");
    opened = Array.prototype.filter.call(folded, function (each) {
      return !each.closest(".standing") && rows.length <= 400;
    });
    opened.forEach(function (each) { each.open = true; });
  });
  window.addEventListener("afterprint", function () { opened.forEach(function (each) { each.open = false; }); });
})();

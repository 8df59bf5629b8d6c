// The rubric of a page: a row a criterion, a button a level, by mouse, keys and screen reader.
"use strict";

const rows = $$("fieldset");
let row = 0; // the criterion that letters choose a level for
let clean = true; // nothing is chosen or written that is not saved
const titleOf = one => $("[role=radiogroup]", one).getAttribute("aria-label");
const chosen = one => { const button = $("[aria-checked=true]", one); return button && button.dataset.level; };

function focusRow(number) {
  row = Math.max(0, Math.min(number, rows.length - 1));
  rows.forEach((one, n) => one.classList.toggle("current", n === row));
  rows[row].scrollIntoView({ block: "nearest" });
}

/** Show a level as the chosen one of a criterion; none where there is no such level. */
function choose(one, key) {
  const radios = $$("[role=radio]", one);
  radios.forEach(button => button.setAttribute("aria-checked", String(button.dataset.level === key)));
  const tab = radios.find(button => button.getAttribute("aria-checked") === "true") || radios[0];
  radios.forEach(button => { button.tabIndex = button === tab ? 0 : -1; });
  const sum = $$("[aria-checked=true]").reduce((points, button) => points + Number(button.dataset.points), 0);
  $("#total").textContent = String(Math.round(sum * 1e6) / 1e6);
}

/** What is chosen or written is not saved yet: this browser keeps it. */
function changed() {
  clean = false;
  keepDraft();
}

function pick(one, key) {
  choose(one, key);
  changed();
  focusRow(rows.indexOf(one) + 1);
}

const levelsOf = () => Object.fromEntries(rows.map(one => [one.dataset.key, chosen(one)]).filter(pair => pair[1]));
const setComment = (one, words) => { $(".comment", one).value = words || ""; };
const commentsOf = () => Object.fromEntries(rows.map(one => [one.dataset.key, $(".comment", one).value.trim()]).filter(pair => pair[1]));

/** Show the levels and comments of a mark; without one, none. */
function showMark(mark) {
  const { levels, comments, comment } = mark || { levels: {}, comments: {}, comment: "" };
  for (const one of rows) {
    choose(one, levels[one.dataset.key]);
    setComment(one, comments[one.dataset.key]);
  }
  $("#comment").value = comment;
}

/** What is missing of the levels, in a sentence, with its row marked; nothing where all are chosen. */
function firstMissing() {
  const missing = rows.findIndex(one => !chosen(one));
  if (missing < 0) return "";
  focusRow(missing);
  return `No level is chosen for ${titleOf(rows[missing])}: choose one for each criterion.`;
}

/** Answer a key that belongs to the rubric; false where it does not. */
function onRubricKey(event) {
  const key = event.key;
  if (["ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown"].includes(key) && event.target.matches("[role=radio]")) {
    const radios = $$("[role=radio]", event.target.parentElement), by = ["ArrowRight", "ArrowDown"].includes(key) ? 1 : -1;
    const to = radios[(radios.indexOf(event.target) + by + radios.length) % radios.length];
    choose(to.closest("fieldset"), to.dataset.level);
    changed();
    to.focus();
  } else if (event.repeat) return false;
  else if (/^[1-9]$/.test(key) && rows[key - 1]) focusRow(key - 1);
  else if (/^[a-e]$/.test(key)) {
    const button = $$("[role=radio]", rows[row])["abcde".indexOf(key)];
    if (button) pick(rows[row], button.dataset.level);
  } else if (key === "m") $(".comment", rows[row]).focus();
  else return false;
  event.preventDefault();
  return true;
}

for (const one of rows) {
  for (const button of $$("[role=radio]", one)) button.addEventListener("click", () => pick(one, button.dataset.level));
  one.addEventListener("focusin", () => focusRow(rows.indexOf(one)));
  $(".comment", one).addEventListener("input", changed);
}
$("#comment").addEventListener("input", changed);

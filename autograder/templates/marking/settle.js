// The page on which double marks are settled: a list of texts with both marks, and one of them with its rubric.
"use strict";

let current = null; // the text that is shown; none where the list is
let listed = []; // the texts marked twice, the widest difference first
const passed = new Set(); // handles of texts that were skipped

const said = words => { $("#saved").textContent = words; };
const points = number => `${Math.round(number * 1e6) / 1e6} ${number === 1 ? "point" : "points"}`;

// --- the list

function overviewed(state) {
  listed = state.texts;
  const texts = listed.length === 1 ? "1 text marked by two" : `${listed.length} texts marked by two`;
  $("#progress").textContent = `${texts}, ${state.open} to settle`;
  $("#none").hidden = listed.length > 0;
  $("#twice").hidden = $("#agreement").hidden = !listed.length;
  $("#begin").hidden = !state.open;
  $("#lines").replaceChildren(...listed.map(lineOf));
  $("#trouble").textContent = state.problem;
  $("#trouble").hidden = !state.problem;
  for (const one of state.agreement) {
    const cells = $(`#agreement [data-criterion="${one.criterion}"]`);
    $(".count", cells).textContent = one.pairs;
    $(".same", cells).textContent = one.pairs ? `${Math.round(one.same * 100)} %` : "–";
    $(".kappa", cells).textContent = one.kappa === null ? "–" : one.kappa.toFixed(2);
  }
}

function lineOf(one) {
  const row = document.createElement("tr"), head = Object.assign(document.createElement("th"), { scope: "row" });
  const button = line("button", `Text ${one.number}`, { type: "button" });
  button.addEventListener("click", () => open_(one.handle));
  head.append(button);
  const settled = one.settled ? `${points(one.settled.score)}, ${one.settled.marker}` : one.differ.length ? "no" : "the same levels";
  const both = [one.first, one.second].map(mark => `${mark.marker}: ${mark.score}`).join(", ");
  const cells = [["Both marks", both], ["Points apart", one.apart], ["Criteria that differ", one.differ.join(", ") || "none"], ["Settled", settled]];
  row.append(head, ...cells.map(cell => cellOf(...cell)));
  return row;
}

// A cell that a phone shows below its column's name.
function cellOf(column, words) {
  const cell = line("td", words, typeof words === "number" ? { className: "number" } : {});
  cell.dataset.label = column;
  return cell;
}

async function toList() {
  letGo();
  current = null;
  tellLost("");
  $("#pair").hidden = true;
  $("#main").hidden = false;
  await ask("overview").then(overviewed, error => tell(error.message));
  $("#pairs-heading").focus();
}

// --- one text

const nextOpen = () => listed.find(one => one.open && !passed.has(one.handle));

async function next() {
  const one = nextOpen();
  if (one) return open_(one.handle);
  const left = listed.some(text => text.open);
  passed.clear();
  await toList();
  said(`${$("#saved").textContent} ${left ? "The texts left were skipped." : "Nothing is left to settle."}`.trim());
}

async function open_(handle) {
  try {
    const text = await ask(`text?handle=${handle}`);
    tell("");
    show(text);
  } catch (error) { tell(error.message); }
}

// Others are told no more that this page has the text.
function letGo() {
  if (current) ask("skip", { handle: current.handle }).catch(() => {});
}

function show(text) {
  if (current && current.handle !== text.handle) letGo();
  current = text;
  tellLost("");
  $("#main").hidden = true;
  $("#pair").hidden = false;
  $("#heading").textContent = `Text ${text.number}`;
  const settled = text.settled ? `Settled by ${text.settled.marker}. ` : "";
  const held = text.held.length ? ` ${text.held.join(", ")} has it open now.` : "";
  const apart = text.differ.length ? `${points(text.apart)} apart. ` : "The same levels. ";
  $("#state").textContent = `${text.words} ${text.words === 1 ? "word" : "words"}. ${apart}${settled}${text.why}${held}`;
  $("#text").innerHTML = text.html; // made safe by the server
  for (const folded of $$("#text details")) folded.open = true; // a marker reads all of a text
  $("#beside").replaceChildren();
  besides(text.handle).then(html => { if (current === text) { $("#beside").innerHTML = html; markClaims(); } });
  $("#name").firstChild.textContent = "Whose? ";
  for (const which of ["first", "second"]) {
    const key = which === "first" ? "x" : "y", mark = text[which];
    $(`#${which}`).replaceChildren(`All of ${mark.marker}: ${points(mark.score)} `, line("kbd", key));
  }
  rows.forEach(one => showCriterion(one, text));
  $("#said").replaceChildren(...saidBy(text, mark => mark.comment));
  $("#comment").value = text.settled ? text.settled.comment : joined(text, mark => mark.comment);
  const draft = draftOf(text, () => tell(`What you had chosen for text ${text.number} is dropped: it was for other marks than there are now.`));
  if (draft) {
    showMark(draft);
    said(`What you had chosen for text ${text.number} is chosen again; it is not settled yet.`);
  }
  clean = !draft;
  focusRow(Math.max(0, rows.findIndex(one => text.differ.includes(one.dataset.key))));
  window.scrollTo(0, 0);
  $("#heading").focus({ preventScroll: true });
}

const saidBy = (text, words) => [text.first, text.second].filter(words).map(mark => line("p", `${mark.marker}: “${words(mark)}”`, { className: "soft" }));
const joined = (text, words) => [...new Set([text.first, text.second].map(words).filter(Boolean))].join(" ");

function showCriterion(one, text) {
  const key = one.dataset.key, differs = text.differ.includes(key), comment = mark => mark.comments[key] || "";
  one.classList.toggle("differs", differs);
  for (const old of $$(".differ, .said, .by", one)) old.remove();
  if (differs) $("legend", one).append(line("strong", "differs", { className: "differ" }));
  for (const button of $$("[role=radio]", one))
    button.append(...[text.first, text.second].filter(mark => mark.levels[key] === button.dataset.level).map(mark => line("span", mark.marker, { className: "by" })));
  const words = Object.assign(document.createElement("div"), { className: "said" });
  words.append(...saidBy(text, comment));
  $(".more", one).before(words);
  choose(one, text.settled ? text.settled.levels[key] : differs ? undefined : text.first.levels[key]);
  setComment(one, text.settled ? comment(text.settled) : joined(text, comment));
}

/** Choose all that one of the two marks has. */
function whole(which) {
  const mark = current[which];
  showMark(mark);
  changed();
  said(`All levels of ${mark.marker} are chosen.`);
}

// --- writing

const written = () => ({ handle: current.handle, hash: current.hash, seen: current.seen, pair: current.pair, rubric: document.body.dataset.rubric,
  levels: levelsOf(), comments: commentsOf(), comment: $("#comment").value.trim() });

async function save() {
  if (!current) return next();
  const missing = firstMissing();
  if (missing) return tell(missing);
  const text = current, total = Number($("#total").textContent);
  try {
    overviewed(await ask("save", written()));
    tell("");
    clean = true;
    dropDraft(text.handle);
    said(`Settled: text ${text.number}, ${points(total)}.`);
    await next();
  } catch (error) { tell(`Text ${text.number} was not settled. ${error.message}`); }
}

async function undo() {
  try {
    const { text } = await ask("undo", {});
    if (!text) return tell("There is nothing that you have settled to take back.");
    tell("");
    show(text);
    said(`Taken back: text ${text.number}. ${points((text.settled || text.first).score)} count again.`);
    overviewed(await ask("overview"));
  } catch (error) { tell(error.message); }
}

async function whose() {
  const text = current;
  if (!text) return;
  try {
    const { name } = await ask(`name?handle=${text.handle}`);
    if (current === text) $("#name").firstChild.textContent = `${name} `;
  } catch (error) { tell(error.message); }
}

function skip() {
  if (!current) return;
  passed.add(current.handle);
  said("");
  next();
}

const onText = act => () => { if (current) act(); };
onKeys({ enter: save, first: event => current && onRubricKey(event), keys: { u: undo, n: whose, s: skip,
  l: onText(toList), t: onText(() => $("#comment").focus()), x: onText(() => whole("first")), y: onText(() => whole("second")) } });
$("#rubric").addEventListener("submit", event => { event.preventDefault(); save(); });
for (const [id, act] of Object.entries({ undo, skip, name: whose, begin: next, back: toList, first: () => whole("first"), second: () => whole("second") }))
  document.getElementById(id).addEventListener("click", act);
window.addEventListener("beforeunload", event => { if (!clean) event.preventDefault(); });
window.addEventListener("pagehide", letGo);
keepTexts(() => current ? [current] : []);
toList();

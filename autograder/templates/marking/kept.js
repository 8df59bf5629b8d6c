// Marks in the browser's own store, until the server has them: those on their way, those that it has refused, and those
// that are not given yet.
"use strict";

function markStore(name) {
  const key = `${name}:${document.body.dataset.course}:${document.body.dataset.api}`; // another course may be served at the same address
  let memory = []; // where a private window keeps nothing
  const all = () => { try { return JSON.parse(localStorage.getItem(key)) || []; } catch { return memory; } };
  const put = orders => { memory = orders; try { localStorage.setItem(key, JSON.stringify(orders)); } catch { /* private window */ } };
  return { key, all, put, add: order => put([...all(), order]), drop: unwanted => put(all().filter(one => !unwanted(one))) };
}

const pending = markStore("vaekit-marks");
const refused = markStore("vaekit-refused");

const drafts = markStore("vaekit-draft");

// Keep what is chosen for the text that is shown, and not saved: it is chosen again when the text is opened again.
function keepDraft() {
  if (clean || !current) return;
  const order = written();
  dropDraft(order.handle);
  drafts.add(order);
}

const dropDraft = handle => drafts.drop(one => one.handle === handle);

// What was kept for a text, as long as its words, its marks and the rubric are those that it was chosen for; `stale` is given
// what was chosen for others.
function draftOf(text, stale) {
  const kept = drafts.all().find(one => one.handle === text.handle);
  if (!kept) return null;
  dropDraft(text.handle);
  if (kept.rubric === document.body.dataset.rubric && ["hash", "seen", "pair"].every(name => kept[name] === text[name])) return kept;
  stale(kept);
  return null;
}

// Keep the levels of an order that was not written, in the place of earlier ones for that text.
function setAside(order, why) {
  refused.drop(one => one.handle === order.handle);
  refused.add({ ...order, why });
  drawRefused();
}

function dropRefused(handles) {
  refused.drop(one => handles.includes(one.handle));
  drawRefused();
}

function drawRefused() {
  const place = document.getElementById("refused");
  const button = (words, act) => {
    const made = Object.assign(document.createElement("button"), { type: "button", textContent: words });
    made.addEventListener("click", act);
    return made;
  };
  place.querySelector("ul").replaceChildren(...refused.all().map(order => {
    const line = document.createElement("li");
    line.append(`Text ${order.number} (${order.score} points). ${order.why} `,
      button(`Open text ${order.number} with these levels`, () => reopen(order)), " ",
      button("Drop them", () => dropRefused([order.handle])));
    return line;
  }));
  place.hidden = !refused.all().length;
}

// The desk of one text. Texts and exhibits arrive as HTML that the server made safe; all else is put in as plain words.
"use strict";

const AHEAD = 2; // texts that are fetched before they are asked for

let current = null; // the text that is shown
let ahead = []; // texts that nobody else is given meanwhile
let listed = []; // the handles of a filter's texts
let skipped = [];
let fetching = null;

// --- marks that are on their way

let sending = Promise.resolve();

function send(order) {
  pending.add(order);
  sending = sending.then(() => deliver(order));
  return sending;
}

async function deliver(order) {
  for (let wait = 1000; ; wait = Math.min(wait * 2, 15000)) {
    try {
      const state = await ask("save", order);
      pending.drop(one => one.id === order.id);
      dropRefused([order, ...order.also].map(text => text.handle));
      $("#saved").textContent = `Saved: text ${order.number}, ${order.score} points.`;
      if (!$("#alert").dataset.keep) tell("");
      return overviewed(state);
    } catch (error) {
      if (error.status === 0 || error.status === 423) {
        tell(`${error.message} (text ${order.number})`);
        await new Promise(done => setTimeout(done, wait));
        continue;
      }
      $("#alert").dataset.keep = "1";
      tell(`Text ${order.number} was not saved. ${error.message}`);
      if (error.status === 403) return; // it is sent when the page is loaded anew
      pending.drop(one => one.id === order.id);
      return setAside(order, error.message);
    }
  }
}

// --- progress

const minutes = seconds => seconds >= 5400 ? `${(seconds / 3600).toFixed(1)} h` : seconds >= 60 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds)} s`;

function overviewed(state) {
  const pace = state.pace_s === null ? "" : `, ${minutes(state.pace_s)} a text, ${minutes(state.left_s)} to go`;
  $("#progress").textContent = `${state.done} marked, ${state.left} left${pace}`;
  for (const [key, words] of Object.entries(state.bank)) {
    const list = key && document.getElementById(`bank-${key}`);
    if (list) list.replaceChildren(...words.map(one => Object.assign(document.createElement("option"), { value: one })));
  }
  for (const line of $$("#distribution tr")) {
    const counts = state.levels[line.dataset.criterion], all = Object.values(counts).reduce((a, b) => a + b, 0);
    $(".count", line).textContent = counts[line.dataset.level];
    $("meter", line).value = all ? counts[line.dataset.level] / all : 0;
  }
  return state;
}

// --- which text comes next

const flowing = () => $("#filter").value === "unmarked" && !$("#level").value;
const taken = () => [...(current ? [current.handle] : []), ...ahead.map(one => one.handle), ...skipped, ...pending.all().flatMap(one => [one, ...one.also].map(text => text.handle))];

function fill() {
  if (fetching || !flowing() || ahead.length >= AHEAD) return fetching;
  fetching = (async () => {
    try {
      const { text } = await ask("next", { have: taken(), alike: $("#alike").checked });
      if (text && flowing()) { text.beside = besides(text.handle); ahead.push(text); }
      return text;
    } catch (error) { tell(error.message); return undefined; } // not known: the server does not answer
    finally { fetching = null; }
  })();
  fetching.then(text => { if (text) fill(); });
  return fetching;
}

async function next() {
  if (!flowing()) return step(1);
  let known = ahead.length ? ahead[0] : await fill();
  while (known === undefined && flowing()) {
    await new Promise(done => setTimeout(done, 2000));
    known = ahead.length ? ahead[0] : await fill();
  }
  const text = ahead.shift() || null;
  if (text) show(text);
  else await end();
  fill();
}

async function step(by) {
  const place = listed.indexOf(current && current.handle) + by;
  if (listed[place]) await open_(listed[place]);
  else await end();
}

async function open_(handle) {
  try {
    const text = await ask(`text?handle=${handle}`);
    text.beside = besides(handle);
    show(text);
    return true;
  } catch (error) { tell(error.message); return false; }
}

// A text whose levels were refused, as it stands now, with these levels chosen: Enter saves them.
async function reopen(order) {
  const before = current;
  const chosenBefore = before && !clean ? written() : null;
  if (!await open_(order.handle)) return;
  if (chosenBefore) {
    dropDraft(chosenBefore.handle);
    setAside(chosenBefore, "You had chosen these when you opened another text.");
  }
  if (before && before.handle !== order.handle && flowing()) ahead.unshift(before);
  showMark(order);
  changed();
}

async function end() {
  current = null;
  tellLost("");
  $("main").hidden = true;
  $("#end").hidden = false;
  $("#end-heading").textContent = flowing() ? "Nothing is left to mark" : "No more texts in this filter";
  await sending;
  const state = await ask("overview").then(overviewed, error => { tell(error.message); return null; });
  if (flowing() && state && state.left)
    $("#end-heading").textContent = `${state.left} left: skipped, or open at another marker. Load the page anew for them`;
  $("#end").focus();
}

// --- showing a text

function show(text) {
  current = text;
  $("main").hidden = false;
  $("#end").hidden = true;
  $("#heading").textContent = `Text ${text.number}`;
  const held = text.held.length ? ` ${text.held.join(", ")} has it open now.` : "";
  const again = text.reading === 2 ? "A second mark, without sight of the first. " : "";
  const by = text.mark && text.reading !== 2 ? `Marked by ${text.mark.marker}. ` : "";
  $("#state").textContent = `${text.words} ${text.words === 1 ? "word" : "words"}. ${again}${by}${text.why}${held}`;
  $("#text").innerHTML = text.html; // made safe by the server
  for (const folded of $$("#text details")) folded.open = true; // a marker reads all of a text
  tellLost("");
  $("#beside").replaceChildren();
  text.beside.then(html => { if (current === text) { $("#beside").innerHTML = html; markClaims(); } });
  $("#name").firstChild.textContent = "Whose? ";
  $("#flag").setAttribute("aria-pressed", String(text.flags.length > 0));
  const draft = draftOf(text, kept => setAside(kept, "The text, its mark or the rubric has changed since you chose these."));
  showMark(draft || text.mark);
  if (draft) $("#saved").textContent = `What you had chosen for text ${text.number} is chosen again; it is not saved yet.`;
  tellSuggestions(text);
  $("#same").hidden = !text.identical.length;
  $("#same span").textContent = `${text.identical.length} more are word for word the same: mark them as well`;
  $("#also").checked = false;
  clean = !draft;
  focusRow(0);
  window.scrollTo(0, 0);
  $("#heading").focus({ preventScroll: true });
  listed.length && drawList();
}

// What second readers suggest: the server gives it after the marker's own mark, or where the course has chosen so before.
function tellSuggestions(text) {
  const found = text.suggestions || [];
  const lines = one => rows.filter(row => one.levels[row.dataset.key]).map(row => {
    const said = one.reasons[row.dataset.key], title = $("[role=radiogroup]", row).getAttribute("aria-label");
    return line("p", `${title}: ${one.levels[row.dataset.key]}. ${said.reason}${said.quote ? ` “${said.quote}”` : ""}`);
  });
  $("#told").replaceChildren(...found.flatMap(one => [line("h3", `${one.reader} suggests`), ...lines(one)]));
  $("#told").hidden = !found.length;
}

// --- saving

// What is chosen and written for the text that is shown.
function written() {
  return {
    id: `${Date.now()}-${Math.random()}`, handle: current.handle, hash: current.hash, seen: current.seen, reading: current.reading,
    rubric: document.body.dataset.rubric, number: current.number, score: $("#total").textContent,
    comments: commentsOf(), comment: $("#comment").value.trim(),
    levels: levelsOf(), also: $("#also").checked ? current.identical : [],
  };
}

function save() {
  if (!current) return;
  const missing = firstMissing();
  if (missing) return tell(missing);
  delete $("#alert").dataset.keep;
  tell("");
  const order = written();
  ahead = ahead.filter(one => !order.also.some(text => text.handle === one.handle));
  clean = true;
  if (training) return compare(order);
  send(order);
  dropDraft(order.handle);
  next();
}

// --- training: the levels that were agreed on are shown before the next text

const training = document.body.classList.contains("training");

async function compare(order) {
  const again = !$("#told").hidden && $("#told").dataset.handle === order.handle && $("#told").dataset.levels === JSON.stringify(order.levels);
  if (again) return next();
  try {
    const state = overviewed(await ask("save", order)), told = state.told;
    dropDraft(order.handle);
    $("#told").replaceChildren(
      line("p", `As agreed in ${told.same} of ${told.of} criteria. The agreed levels give ${told.points} points. Enter goes on.`),
      ...told.lines.flatMap(one => [line("h3", one.criterion), line("p", `You: ${one.given}. Agreed: ${one.agreed}. ${one.reason}`)]));
    Object.assign($("#told").dataset, { handle: order.handle, levels: JSON.stringify(order.levels) });
    $("#told").hidden = false;
    $("#told").scrollIntoView({ block: "nearest" });
  } catch (error) {
    if (current && current.handle === order.handle) clean = false;
    tell(error.message);
  }
}

async function undo() {
  try {
    await sending;
    const { text } = await ask("undo", {});
    if (!text) return tell("There is nothing of yours to take back.");
    if (current && flowing()) ahead.unshift(current);
    text.beside = besides(text.handle);
    show(text);
    $("#saved").textContent = `Taken back: text ${text.number}.`;
    ask("overview").then(overviewed, () => {});
  } catch (error) { tell(error.message); }
}

async function flag() {
  const text = current, on = $("#flag").getAttribute("aria-pressed") !== "true";
  if (!text) return;
  try {
    const { flagged } = await ask("flag", { handle: text.handle, note: on ? "" : null });
    text.flags = flagged ? [{}] : [];
    if (current === text) $("#flag").setAttribute("aria-pressed", String(flagged));
    $("#saved").textContent = flagged && !on ? `Text ${text.number} stays flagged: the flag is another marker's.` : on ? `Text ${text.number} is flagged.` : `Text ${text.number} is not flagged any more.`;
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
  skipped.push(current.handle);
  if (!training) ask("skip", { handle: current.handle }).catch(() => {});
  next();
}

// --- filters

async function refilter() {
  ahead = [];
  if (flowing()) {
    listed = [];
    $("#list").hidden = true;
    return next();
  }
  try {
    const level = encodeURIComponent($("#level").value);
    const filter = $("#filter").value === "unmarked" ? "all" : $("#filter").value; // an unmarked text has no level
    const state = overviewed(await ask(`overview?filter=${filter}&level=${level}&alike=${$("#alike").checked ? 1 : 0}`));
    listed = state.texts.map(one => one.handle);
    $("#list").replaceChildren(...state.texts.map(one => {
      const button = document.createElement("button");
      button.type = "button";
      button.dataset.handle = one.handle;
      button.textContent = `${one.number}${one.score === null ? "" : `: ${one.score}`}${one.flagged ? " ⚑" : ""}`;
      button.addEventListener("click", () => open_(one.handle));
      return button;
    }));
    $("#list").hidden = !listed.length;
    if (listed.length) await open_(listed[0]);
    else await end();
  } catch (error) { tell(error.message); }
}

function drawList() {
  for (const button of $$("#list button")) button.setAttribute("aria-current", String(button.dataset.handle === current.handle));
}

// --- keys and buttons

onKeys({ enter: save, first: event => current && onRubricKey(event), keys: { u: undo, f: flag, n: whose, s: skip, t: () => $("#comment").focus() } });

$("#rubric").addEventListener("submit", event => { event.preventDefault(); save(); });
for (const [id, act] of Object.entries({ undo, flag, skip, name: whose }))
  document.getElementById(id).addEventListener("click", act);
for (const id of ["filter", "level", "alike"]) document.getElementById(id).addEventListener("change", event => { event.target.blur(); refilter(); });
window.addEventListener("beforeunload", event => { if (!clean || pending.all().length) event.preventDefault(); });
window.addEventListener("pagehide", () => { ask("release", {}).catch(() => {}); });

keepTexts(() => current ? [current, ...ahead] : [], lost => {
  ahead = ahead.filter(one => !lost[one.handle]);
  fill();
});

if (window.BroadcastChannel) {
  const tabs = new BroadcastChannel(pending.key);
  const twice = () => { $("#alert").dataset.keep = "1"; tell("This desk is open in another tab, too: the same texts come there. Close one of the two."); };
  tabs.onmessage = event => { if (event.data === "here?") { tabs.postMessage("here"); } else twice(); };
  tabs.postMessage("here?");
}

(async () => {
  const waiting = pending.all();
  pending.put([]);
  drawRefused();
  for (const order of waiting) send(order);
  const first = fill();
  ask("overview").then(overviewed, error => tell(error.message));
  await first;
  next();
})();

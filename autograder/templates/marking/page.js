// What the desk's pages share: questions to the server, messages, keys, and a text whose claims are marked in it.
"use strict";

const $ = (selector, within = document) => within.querySelector(selector);
const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];
const api = document.body.dataset.api;
const xsrf = $("meta[name=xsrf]").content;
const line = (name, words, more = {}) => Object.assign(document.createElement(name), { textContent: words, ...more }); // plain words

// --- the server; marks of a class are sent as soon as it answers, on the other pages one asks again

const sentLater = document.body.className ? "Nothing was written: try again." : "Your marks are kept in this browser and sent when it does.";
const keptHere = "Load it anew: what you chose is kept in this browser.";

class Refused extends Error {
  constructor(status, message) { super(message); this.status = status; }
}

async function ask(what, order) {
  let answer;
  const options = order === undefined ? {} : { method: "POST", body: JSON.stringify(order), keepalive: true,
    headers: { "Content-Type": "application/json", "X-XSRFToken": xsrf } };
  try {
    answer = await fetch(api + what, { credentials: "same-origin", redirect: "manual", ...options });
  } catch {
    throw new Refused(0, `The server does not answer. ${sentLater}`);
  }
  let said = null;
  try { said = await answer.json(); } catch { /* a page of the server's, such as its log-in */ }
  if (answer.ok && said) return said;
  if (said && said.message && answer.status !== 403)
    throw new Refused(answer.status, said.message);
  throw new Refused(403, `This page is from an earlier start of the server, or you are logged out. ${keptHere}`);
}

function tell(words) {
  const place = $("#alert");
  place.textContent = words;
  place.hidden = !words;
}

// --- what stands beside a text

const besides = handle => ask(`beside?handle=${handle}`).then(one => one.html, error => { const p = document.createElement("p"); p.textContent = error.message; return p.outerHTML; });

function markClaims() {
  for (const quote of $$("#beside q")) markQuote(quote.textContent);
}

function markQuote(sentence) {
  const wanted = sentence.replace(/\s*…$/, "").replace(/[\s*_`]+/g, "");
  if (wanted.length < 4) return;
  const walker = document.createTreeWalker($("#text"), NodeFilter.SHOW_TEXT);
  const letters = [];
  while (walker.nextNode())
    [...walker.currentNode.data].reduce((at, letter) => { if (!/[\s*_`]/.test(letter)) letters.push([walker.currentNode, at, letter]); return at + letter.length; }, 0);
  const found = letters.map(one => one[2]).join("").indexOf(wanted);
  if (found < 0) return;
  let units = 0;
  const within = letters.filter(one => { const here = units; units += one[2].length; return here >= found && here < found + wanted.length; });
  const spans = new Map();
  for (const [node, at, letter] of within) {
    const span = spans.get(node);
    spans.set(node, [span ? span[0] : at, at + letter.length]);
  }
  for (const [node, [from, to]] of spans) {
    const range = document.createRange();
    range.setStart(node, from); range.setEnd(node, to);
    range.surroundContents(document.createElement("mark"));
  }
}

// --- keys: none while somebody writes; Enter on another button or a link is that one's own

function onKeys({ enter, first, keys }) {
  const acts = { ...keys, "?": () => $("#help").showModal() };
  $("#keys").addEventListener("click", acts["?"]);
  document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || $("#help").open) return;
    const key = event.key;
    if (event.target.matches("textarea, select, input:not([type=checkbox])")) {
      if (key === "Escape" || (key === "Enter" && event.target.matches("input.comment"))) { event.target.blur(); event.preventDefault(); }
      return;
    }
    if (key === "Enter") {
      if (event.target.matches("button:not([role=radio]):not(#save), a, summary") || event.repeat) return;
      event.preventDefault();
      return enter();
    }
    if (first(event) || event.repeat || !acts[key]) return;
    acts[key]();
    event.preventDefault();
  });
}

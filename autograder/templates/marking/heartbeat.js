// Keeping a text for as long as it is read: while this page is seen, others pass over its texts.
"use strict";

const HEARTBEAT_MS = Number(document.body.dataset.heartbeat) * 1000;

function tellLost(words) {
  if ($("#lost").textContent !== words) $("#lost").textContent = words;
  $("#lost").hidden = !words;
}

// Renew what `texts` returns, the text that is shown first, each minute and when the page is seen again. `answered` is given,
// by handle, why texts are lost to somebody else.
function keepTexts(texts, answered = () => {}) {
  const beat = async () => {
    const [shown, ...others] = texts();
    if (document.hidden || !shown) return;
    try {
      const { lost } = await ask("renew", { texts: [shown, ...others].map(({ handle, reading, seen, pair }) => ({ handle, reading, seen, pair })) });
      if (texts()[0] === shown) tellLost(lost[shown.handle] ? `Text ${shown.number}: ${lost[shown.handle]} Your levels stay here.` : "");
      answered(lost);
    } catch { /* what is wrong is said when something is asked for or saved */ }
  };
  setInterval(beat, HEARTBEAT_MS);
  document.addEventListener("visibilitychange", beat);
}

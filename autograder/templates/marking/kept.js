// Marks in the browser's own store, until the server has them: those on their way, and those that it has refused.
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

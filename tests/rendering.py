"""What is wrong with a page as a browser draws it: what is cut off, lies on other words, can't be read or heard."""

from __future__ import annotations

from selenium import webdriver

A4 = 688  # CSS pixels of a sheet's width inside of margins of 14 mm

_DRAWN = """
const seen = e => e.checkVisibility({contentVisibilityAuto: true, opacityProperty: true, visibilityProperty: true});
const scrolls = e => e && (['auto', 'scroll'].includes(getComputedStyle(e).overflowX) || scrolls(e.parentElement));
const clipped = e => e && (getComputedStyle(e).clipPath !== 'none' || clipped(e.parentElement));
const width = document.documentElement.clientWidth;
const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), boxes = [], cut = [];
while (walk.nextNode()) {
  const node = walk.currentNode, e = node.parentElement;
  if (!node.data.trim() || e.closest('style, script, math, svg, title') || !seen(e) || clipped(e)) continue;
  const range = document.createRange();
  range.selectNodeContents(node);
  for (const box of range.getClientRects()) {
    if (box.width < 1 || box.right < 0) continue;
    if ((box.right > width + 1 || box.left < -1) && !scrolls(e)) cut.push(node.data.trim());
    if (!scrolls(e)) boxes.push([box, node]);
  }
}
const over = [];
boxes.sort((a, b) => a[0].top - b[0].top);
boxes.forEach(([one, node], n) => {
  for (let m = n + 1; m < boxes.length && boxes[m][0].top < one.bottom - 4; m++) {
    const [other, next] = boxes[m];
    if (node !== next && Math.min(one.right, other.right) - Math.max(one.left, other.left) > 3)
      over.push([node.data.trim(), next.data.trim()]);
  }
});
const hidden = [...document.querySelectorAll('body *')].filter(e => seen(e) && !e.closest('svg, math') && !clipped(e)
  && e.scrollWidth > e.clientWidth + 1 && ['hidden', 'clip'].includes(getComputedStyle(e).overflowX));
return {
  "wider than the window": document.documentElement.scrollWidth > width ? [document.documentElement.scrollWidth] : [],
  "cut off": [...cut, ...hidden.map(e => e.outerHTML.slice(0, 200))],
  "on other words": over,
  "pictures without words": [...document.images].filter(i => !i.alt || i.alt.startsWith('No description'))
    .map(i => i.outerHTML.slice(0, 80)),
  "pictures that are not there": [...document.images].filter(i => seen(i) && !i.naturalWidth).map(i => i.alt),
};
"""
_ROLLING = """
return [...document.querySelectorAll('body *')].filter(e => ['auto', 'scroll'].includes(getComputedStyle(e).overflowX)
  && e.clientWidth && e.scrollWidth > e.clientWidth + 1).map(e => e.outerHTML.slice(0, 200));
"""


def media(browser: webdriver.Chrome, *, width: int, scheme: str = "light", medium: str = "") -> None:
    """Show the page in a window of that width (CSS pixels), in a scheme of colours, on screen or on paper."""
    size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": medium, "features": features})


def faults(browser: webdriver.Chrome) -> dict[str, list]:
    """What is wrong with how the page is drawn, by kind; an element that can be scrolled may hold what is wider."""
    found = browser.execute_script(_DRAWN)
    return {what: which for what, which in found.items() if which}


def must_be_scrolled(browser: webdriver.Chrome) -> list[str]:
    """Elements whose content is wider than they are: on paper it would be cut off."""
    found: list[str] = browser.execute_script(_ROLLING)
    return found

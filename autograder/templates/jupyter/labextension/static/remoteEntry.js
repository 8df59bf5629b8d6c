// An entry for the marking desk in JupyterLab's launcher, command palette and menu Nbgrader: a container as JupyterLab
// loads it from a build, written by hand. What it shares with JupyterLab are three interfaces, each left out where it is missing.
"use strict";
(() => {
  const COMMAND = "vaekit:mark";
  let shared = {};

  async function token(name, which) {
    const versions = Object.values(shared[name] || {});
    return versions.length ? (await versions[0].get())()[which] : null;
  }

  function base() {
    return JSON.parse(document.getElementById("jupyter-config-data").textContent).baseUrl;
  }

  async function plugin() {
    const [launcher, palette, menus] = await Promise.all([
      token("@jupyterlab/launcher", "ILauncher"), token("@jupyterlab/apputils", "ICommandPalette"),
      token("@jupyterlab/mainmenu", "IMainMenu")]);
    const wanted = [launcher, palette, menus].filter(Boolean);
    return {
      id: "vaekit-marking:desk", autoStart: true, optional: wanted,
      activate(app, ...given) {
        const of = one => one && given[wanted.indexOf(one)];
        app.commands.addCommand(COMMAND, {
          label: "Marking desk", caption: "Mark the texts of a class by their rubrics",
          execute: () => { window.open(`${base()}vaekit/marking/`, "_blank", "noopener"); },
        });
        of(launcher)?.add({ command: COMMAND, category: "Other", rank: 90 });
        of(palette)?.addItem({ command: COMMAND, category: "nbgrader" });
        app.restored.then(() => {
          const bar = of(menus), nbgrader = bar && bar.menus.find(menu => menu.id === "jp-mainmenu-nbgrader");
          if (nbgrader) nbgrader.addItem({ command: COMMAND });
          else bar?.viewMenu.addGroup([{ command: COMMAND }], 90);
        });
      },
    };
  }

  window._JUPYTERLAB = window._JUPYTERLAB || {};
  window._JUPYTERLAB["vaekit-marking"] = {
    init(scope) { shared = scope; },
    async get() {
      const found = await plugin();
      return () => ({ __esModule: true, default: found });
    },
  };
})();

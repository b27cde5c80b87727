/* The page's behaviour. Without it everything is still there: sections one after the other, tables whole. */
/* global document, window, Event, localStorage, location, history, matchMedia */
"use strict";
(() => {
  const root = document.documentElement;
  const find = (selector, within = document) => [...within.querySelectorAll(selector)];
  root.classList.add("js");

  // Set before anything is drawn, so that no reader of the dark sees a flash of light.
  const kept = stored();
  if (kept !== null) root.dataset.theme = kept;

  document.addEventListener("DOMContentLoaded", () => {
    theme();
    for (const list of find("[data-tabs]")) tabs(list);
    for (const form of find("[data-filter]")) filter(form);
    for (const plan of find("[data-inspector]")) inspect(plan);
    window.addEventListener("hashchange", reveal);
    reveal();
    document.addEventListener("keydown", searchKey);
    window.addEventListener("beforeprint", () => {
      for (const details of find("details")) details.open = true;
    });
  });

  function stored() {
    try {
      return localStorage.getItem("pitboss-theme");
    } catch {
      return null;
    }
  }

  function theme() {
    const button = document.querySelector("[data-theme-toggle]");
    const dark = matchMedia("(prefers-color-scheme: dark)");
    const current = () => root.dataset.theme ?? (dark.matches ? "dark" : "light");
    const other = () => (current() === "dark" ? "light" : "dark");
    const label = () => {
      button.textContent = other() === "dark" ? "Dark" : "Light";
      button.setAttribute("aria-label", `Switch to the ${other()} theme`);
    };
    button.addEventListener("click", () => {
      root.dataset.theme = other();
      label();
      try {
        localStorage.setItem("pitboss-theme", root.dataset.theme);
      } catch {
        // The choice then lasts as long as the page does.
      }
    });
    dark.addEventListener("change", label);
    label();
  }

  /** Links to panels become tabs (WAI-ARIA's pattern, with selection that follows focus). */
  function tabs(list) {
    const links = find("a", list);
    list.setAttribute("role", "tablist");
    for (const link of links) {
      const panel = panelOf(link);
      link.id = `tab-${panel.id}`;
      link.setAttribute("role", "tab");
      link.setAttribute("aria-controls", panel.id);
      panel.setAttribute("role", "tabpanel");
      panel.setAttribute("aria-labelledby", link.id);
      link.addEventListener("click", (event) => {
        event.preventDefault();
        choose(link);
      });
      link.addEventListener("keydown", (event) => {
        const index = links.indexOf(link);
        const to = {
          ArrowRight: links[(index + 1) % links.length],
          ArrowLeft: links[(index - 1 + links.length) % links.length],
          Home: links[0],
          End: links.at(-1),
          " ": link,
        }[event.key];
        if (to === undefined) return;
        event.preventDefault();
        choose(to);
        to.focus();
      });
    }
    select(links[0]);
  }

  function panelOf(link) {
    return document.getElementById(link.hash.slice(1));
  }

  function select(link) {
    for (const each of find("a", link.parentElement)) {
      const chosen = each === link;
      each.setAttribute("aria-selected", String(chosen));
      each.tabIndex = chosen ? 0 : -1;
      panelOf(each).hidden = !chosen;
    }
  }

  /** A choice of an environment holds in every section. */
  function choose(link) {
    select(link);
    if (link.parentElement.dataset.tabs === "environment") {
      for (const twin of find("[data-tabs=environment] a")) {
        if (twin.dataset.name === link.dataset.name) select(twin);
      }
      return;
    }
    history.replaceState(null, "", link.hash);
    link.scrollIntoView({ block: "nearest", inline: "nearest" });
    const top = document.querySelector("nav.sections").offsetTop;
    if (window.scrollY > top) window.scrollTo(0, top);
  }

  /** Shows what the address names, however deep inside panels. */
  function reveal() {
    const target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    if (!target) return;
    for (let panel = target; panel; panel = panel.parentElement) {
      const link = panel.id && document.getElementById(`tab-${panel.id}`);
      if (!link) continue;
      select(link);
      link.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
    if (target.id !== "main") window.scrollTo(0, 0);
  }

  /** Narrows the rows of a section down to those that have every word and every choice. */
  function filter(form) {
    const section = form.closest(".section");
    const rows = find(".rows tbody tr, [data-row]", section).map((element) => ({
      element,
      group: element.closest("[data-group]"),
      text: `${element.textContent} ${element.dataset.words ?? ""}`.toLowerCase(),
    }));
    const groups = find("[data-group]", section).map((element) => {
      const tally = element.querySelector("[data-tally]");
      return { element, tally, all: tally.textContent, open: element.open };
    });
    const matches = form.querySelector(".matches");
    const none = document.createElement("p");
    none.className = "nothing";
    none.textContent = "Nothing matches.";
    none.hidden = true;
    form.after(none);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", () => {
      const words = form.elements.words.value.toLowerCase().split(/\s+/).filter(Boolean);
      const choices = find("select", form).filter((each) => each.value !== "");
      const active = words.length + choices.length > 0;
      const shown = new Map(groups.map(({ element }) => [element, 0]));
      let count = 0;
      for (const { element, group, text } of rows) {
        const fits =
          words.every((word) => text.includes(word)) &&
          choices.every(({ name, value }) =>
            (element.dataset[name] ?? group?.dataset[name] ?? "").split(" ").includes(value),
          );
        element.hidden = !fits;
        if (!fits) continue;
        count += 1;
        if (group) shown.set(group, shown.get(group) + 1);
      }
      for (const { element, tally, all, open } of groups) {
        const left = shown.get(element);
        element.hidden = left === 0;
        element.open = active || open;
        tally.textContent = active ? `${left} of ${all}` : all;
      }
      matches.textContent = active ? `${count} of ${rows.length} rows` : "";
      none.hidden = count > 0;
    });
  }

  function inspect(line) {
    const panel = line.parentElement;
    const show = (event) => {
      const block = event.target.closest("[data-inspect]");
      if (block === null) return;
      for (const each of find("[data-inspect].shown", panel)) each.classList.remove("shown");
      block.classList.add("shown");
      line.textContent = block.dataset.inspect;
    };
    for (const event of ["focusin", "pointerover", "click"]) panel.addEventListener(event, show);
  }

  /** `/` goes to the search of the section that is shown; Escape empties it. */
  function searchKey(event) {
    const field = event.target;
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(field.tagName);
    if (event.key === "Escape" && field.name === "words") {
      field.value = "";
      field.form.dispatchEvent(new Event("input"));
      return;
    }
    if (
      event.key !== "/" ||
      (typing && field.type !== "checkbox") ||
      event.ctrlKey ||
      event.metaKey ||
      event.altKey
    )
      return;
    const search =
      document.querySelector(".section:not([hidden]) input[type=search]") ??
      document.querySelector("#resources input[type=search]");
    event.preventDefault();
    choose(document.getElementById(`tab-${search.closest(".section").id}`));
    search.focus();
    search.select();
  }
})();

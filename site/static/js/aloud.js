// 朗读: the browser's own voice reads the page, sentence by sentence, and the one being read is shown.
(function () {
  "use strict";
  const group = document.querySelector("[data-aloud]");
  if (!group || !("speechSynthesis" in window) || !window.SpeechSynthesisUtterance) return;
  const speech = window.speechSynthesis;
  const BLOCKS = "h1,h2,h3,h4,p,li,dt,dd,th,td,caption,figcaption,summary,blockquote";
  const SILENT = "[hidden],[aria-hidden=true],.visually-hidden,.share,.seal,.fetch,button,svg,script,details:not([open])";
  const SENTENCE = /[^。！？；!?;]+[。！？；!?;]*[”’）》]*/g;
  let sentences = [];
  let place = 0;
  let turn = 0;
  let bar = null;

  // A voice on this device only: others send the text to a host abroad.
  function voice() {
    const local = speech.getVoices().filter((one) => one.localService);
    return local.find((one) => /^(zh|cmn)([-_](Hans|CN).*)?$/i.test(one.lang)) ?? null;
  }

  function offer() {
    group.hidden = !voice();
  }

  // Runs of text nodes with one block around them, so that a link inside a sentence does not cut it.
  function runs() {
    const found = [];
    const main = document.querySelector("main");
    const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const block = node.parentElement.closest(BLOCKS);
      if (!node.data.trim() || !block || !main.contains(block)) continue;
      if (node.parentElement.closest(SILENT) || !node.parentElement.getClientRects().length) continue;
      const last = found.at(-1);
      if (last && last.block === block) last.nodes.push(node);
      else found.push({ block, nodes: [node] });
    }
    return found;
  }

  function rangeOf(nodes, start, end) {
    const range = document.createRange();
    let passed = 0;
    let begun = false;
    for (const node of nodes) {
      const after = passed + node.data.length;
      if (!begun && start < after) {
        range.setStart(node, start - passed);
        begun = true;
      }
      if (begun && end <= after) {
        range.setEnd(node, end - passed);
        break;
      }
      passed = after;
    }
    return range;
  }

  function collect() {
    return runs().flatMap(({ nodes }) => {
      const text = nodes.map((node) => node.data).join("");
      return [...text.matchAll(SENTENCE)]
        .filter((match) => match[0].trim())
        .map((match) => ({
          text: match[0].replace(/\s+/g, " ").trim(),
          range: rangeOf(nodes, match.index, match.index + match[0].length),
        }));
    });
  }

  function button(label, action) {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = label;
    made.addEventListener("click", action);
    return made;
  }

  function openBar() {
    bar = document.createElement("section");
    bar.className = "aloud";
    bar.setAttribute("aria-label", "朗读");
    // Not announced: a screen reader would speak over the voice.
    const words = document.createElement("p");
    words.setAttribute("aria-hidden", "true");
    bar.append(words, button("暂停", pause), button("停止朗读", stop));
    bar.addEventListener("keydown", (event) => event.key === "Escape" && stop());
    document.body.append(bar);
    bar.querySelector("button").focus();
  }

  function mark(sentence) {
    bar.firstChild.textContent = sentence.text;
    if (window.Highlight && CSS.highlights) CSS.highlights.set("aloud", new Highlight(sentence.range));
    sentence.range.startContainer.parentElement.scrollIntoView({ block: "nearest" });
  }

  function speak() {
    if (place >= sentences.length) return stop();
    // The engine reports the end of what was cancelled too: only the newest turn goes on.
    const mine = ++turn;
    const words = new SpeechSynthesisUtterance(sentences[place].text);
    words.voice = voice();
    words.lang = "zh-CN";
    words.rate = document.documentElement.dataset.elder ? 0.85 : 1;
    words.addEventListener("end", () => {
      if (mine !== turn) return;
      place += 1;
      speak();
    });
    words.addEventListener("error", () => mine === turn && stop());
    mark(sentences[place]);
    speech.speak(words);
  }

  function silence() {
    turn += 1;
    speech.cancel();
  }

  // Begins the sentence again: the engines of some phones cannot go on in the middle.
  function pause(event) {
    const paused = event.target.textContent === "继续";
    event.target.textContent = paused ? "暂停" : "继续";
    if (paused) speak();
    else silence();
  }

  function stop() {
    silence();
    if (window.Highlight && CSS.highlights) CSS.highlights.delete("aloud");
    const held = bar?.contains(document.activeElement);
    bar?.remove();
    bar = null;
    if (held) document.querySelector("details.reading summary").focus();
  }

  function start() {
    if (bar) stop();
    sentences = collect();
    place = 0;
    document.querySelector("details.reading").open = false;
    openBar();
    speak();
  }

  group.querySelector("button").addEventListener("click", start);
  addEventListener("pagehide", silence);
  speech.addEventListener?.("voiceschanged", offer);
  offer();
})();

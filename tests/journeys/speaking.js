// Stands for a browser's voices, which a headless one lacks: says nothing, and ends a sentence when it is told to.
window.spoken = [];
let current = null;
const voices = window.voicesHere ?? [{ lang: "zh-CN", localService: true, name: "test" }];
const speech = {
  getVoices: () => voices,
  speak: (words) => { current = words; window.spoken.push([words.text, words.lang]); },
  // Some browsers call this an error, some an end.
  cancel: () => { const was = current; current = null; ["end", "error"].forEach((said) => was?.dispatchEvent(new Event(said))); },
  addEventListener: () => {},
};
class Words extends EventTarget { constructor(text) { super(); this.text = text; } }
Object.defineProperty(window, "speechSynthesis", { value: speech });
Object.defineProperty(window, "SpeechSynthesisUtterance", { value: Words });
window.endSentence = () => { const was = current; current = null; was.dispatchEvent(new Event("end")); };

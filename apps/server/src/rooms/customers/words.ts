/** Beginnings of words by which a customer is found: from two characters up to this many. */
const SHORTEST = 2;
const LONGEST = 8;
/** Words of a name and company that are indexed; more are not typed by people. */
const MOST_WORDS = 8;

/** The words of a text as they are compared: without accents, in lower case. */
export function plainWords(text: string): string[] {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .slice(0, MOST_WORDS);
}

/** Everything by which a name is found: the beginnings of its words, each once. */
export function customerWords(text: string): string[] {
  const found = new Set<string>();
  for (const word of plainWords(text)) {
    const letters = [...word];
    for (let length = SHORTEST; length <= Math.min(LONGEST, letters.length); length += 1) {
      found.add(letters.slice(0, length).join(''));
    }
    if (letters.length < SHORTEST) found.add(word);
  }
  return [...found];
}

/** What is looked up for a typed text: one beginning for each word. */
export function soughtWords(text: string): string[] {
  return plainWords(text).map((word) => [...word].slice(0, LONGEST).join(''));
}

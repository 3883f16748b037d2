/** How many identifiers one millisecond has room for, and the highest number that the first of them starts at. */
const ROOM = 0x1000;
const FIRST_BELOW = 0x800;
/** A clock that goes back by more than this was set; by less, it is waited for. */
const SET_BACK_MILLISECONDS = 10_000;

/**
 * Makes version 7 identifiers (RFC 9562): the time in milliseconds, then within one millisecond a counter in the twelve bits of
 * `rand_a` (method 1 of section 6.2) that starts at a random number below the middle, then 62 random bits. Each is greater than the
 * one before; after 2048 or more within one millisecond the next is borrowed. Only a clock that was set back begins anew.
 */
export function createIds(now: () => number = Date.now): () => string {
  let at = -1;
  let counter = 0;
  return () => {
    const random = crypto.getRandomValues(new Uint16Array(5));
    const [first = 0, ...rest] = random;
    const time = now();
    if (time > at || time < at - SET_BACK_MILLISECONDS) {
      at = time;
      counter = first % FIRST_BELOW;
    } else {
      counter += 1;
      if (counter === ROOM) {
        at += 1;
        counter = first % FIRST_BELOW;
      }
    }
    const variant = 0x8000 | ((rest[0] ?? 0) & 0x3fff);
    const milliseconds = hex(at, 12);
    return `${milliseconds.slice(0, 8)}-${milliseconds.slice(8)}-7${hex(counter, 3)}-${hex(variant, 4)}-${rest
      .slice(1)
      .map((part) => hex(part, 4))
      .join('')}`;
  };
}

/** A new identifier, greater than all that this page made before. */
export const newId = createIds();

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}

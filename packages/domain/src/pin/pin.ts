const FORM = /^[0-9]{6,12}$/;
/** What many people choose: the rows and crosses of the pad, counted pairs, and the famous ones. */
const FAVOURITES = new Set([
  '147258',
  '159753',
  '159357',
  '258456',
  '147369',
  '112233',
  '223344',
  '332211',
  '102030',
  '010203',
  '131420',
  '520131',
  '142536',
  '789456',
  '456123',
]);

/**
 * Whether a PIN is one of those that are guessed first: other than 6 to 12 digits, one or two digits only, a row up or down
 * (also past 9), a repetition, or one of the favourites.
 */
export function isWeakPin(pin: string): boolean {
  if (!FORM.test(pin)) return true;
  return new Set(pin).size <= 2 || isRow(pin) || isRepetition(pin) || FAVOURITES.has(pin);
}

function isRow(pin: string): boolean {
  const steps = new Set<number>();
  for (let index = 1; index < pin.length; index += 1) {
    steps.add((Number(pin.charAt(index)) - Number(pin.charAt(index - 1)) + 10) % 10);
  }
  const [step] = steps;
  return steps.size === 1 && (step === 1 || step === 9);
}

function isRepetition(pin: string): boolean {
  for (let length = 2; length <= pin.length / 2; length += 1) {
    if (pin.length % length === 0 && pin === pin.slice(0, length).repeat(pin.length / length)) return true;
  }
  return false;
}

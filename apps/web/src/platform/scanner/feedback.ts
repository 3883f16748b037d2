/** Two families of tones, told apart without looking: rising for good, falling for bad. */
export type SignalTone = 'scan-ok' | 'scan-fail' | 'sale-done' | 'attention';

const KEY = 'sounds';
const tones: Record<SignalTone, readonly (readonly [hertz: number, atMs: number, lengthMs: number])[]> = {
  'scan-ok': [[1760, 0, 55]],
  'scan-fail': [
    [220, 0, 110],
    [175, 120, 160],
  ],
  'sale-done': [
    [1047, 0, 80],
    [1568, 90, 140],
  ],
  attention: [
    [660, 0, 90],
    [660, 140, 90],
  ],
};
const buzzes: Record<SignalTone, number | number[]> = {
  'scan-ok': 12,
  'scan-fail': [40, 60, 40],
  'sale-done': 25,
  attention: [30, 40, 30],
};

let context: AudioContext | null = null;

export function areSoundsOn(): boolean {
  try {
    return localStorage.getItem(KEY) !== 'off';
  } catch {
    // No storage, no choice: sounds are on as on every new till.
    return true;
  }
}

export function setSounds(isOn: boolean): void {
  localStorage.setItem(KEY, isOn ? 'on' : 'off');
}

const VOLUME_KEY = 'sound-volume';
const VOLUME_STEPS = 10;

/** How loud this device is: 1 to 10. */
export function soundVolume(): number {
  try {
    const kept = Number(localStorage.getItem(VOLUME_KEY) ?? VOLUME_STEPS);
    return Number.isInteger(kept) && kept >= 1 && kept <= VOLUME_STEPS ? kept : VOLUME_STEPS;
  } catch {
    // No storage, no choice: a new till can be heard.
    return VOLUME_STEPS;
  }
}

export function setSoundVolume(volume: number): void {
  localStorage.setItem(VOLUME_KEY, String(Math.min(VOLUME_STEPS, Math.max(1, Math.round(volume)))));
}

/** Plays a tone and shakes the device, if it can and may. Never throws: a silent till still sells. */
export function signal(tone: SignalTone): void {
  if (!areSoundsOn()) return;
  // Browsers refuse both before the first touch of the page.
  if (typeof navigator !== 'undefined' && navigator.userActivation?.hasBeenActive === false) return;
  if (typeof navigator !== 'undefined' && 'vibrate' in navigator) navigator.vibrate(buzzes[tone]);
  if (typeof AudioContext === 'undefined') return;
  context ??= new AudioContext();
  if (context.state === 'suspended') void context.resume();
  const volume = soundVolume() / VOLUME_STEPS;
  for (const [hertz, atMs, lengthMs] of tones[tone]) beep(context, hertz, volume, atMs / 1000, lengthMs / 1000);
}

function beep(audio: AudioContext, hertz: number, volume: number, after: number, length: number): void {
  const [oscillator, gain] = [audio.createOscillator(), audio.createGain()];
  const start = audio.currentTime + after;
  oscillator.frequency.value = hertz;
  oscillator.type = hertz < 400 ? 'square' : 'sine';
  gain.gain.setValueAtTime(volume * (hertz < 400 ? 0.05 : 0.14), start);
  gain.gain.exponentialRampToValueAtTime(0.001, start + length);
  oscillator.connect(gain).connect(audio.destination);
  oscillator.start(start);
  oscillator.stop(start + length);
}

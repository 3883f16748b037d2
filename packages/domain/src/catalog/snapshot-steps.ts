/** Work that pauses often: whoever runs it decides whether something more urgent goes first. */
export type Steps<T> = Generator<void, T, void>;

/** Runs the steps without a pause. */
export function runSteps<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

const RUN = 2048;

/** The numbers 0 to `count` - 1 sorted, as a merge sort whose runs and merges are short steps. */
export function* sortInSteps(count: number, compare: (a: number, b: number) => number): Steps<Uint32Array> {
  let source = Uint32Array.from({ length: count }, (_, index) => index);
  for (let start = 0; start < count; start += RUN) {
    source.subarray(start, start + RUN).sort(compare);
    yield;
  }
  let target = new Uint32Array(count);
  for (let width = RUN; width < count; width *= 2) {
    for (let start = 0; start < count; start += width * 2) {
      yield* merge(source, target, start, Math.min(start + width, count), Math.min(start + width * 2, count), compare);
    }
    [source, target] = [target, source];
  }
  return source;
}

function* merge(
  source: Uint32Array,
  target: Uint32Array,
  start: number,
  middle: number,
  end: number,
  compare: (a: number, b: number) => number,
): Steps<void> {
  let [left, right] = [start, middle];
  for (let at = start; at < end; at += 1) {
    const takesLeft = right >= end || (left < middle && compare(source[left] ?? 0, source[right] ?? 0) <= 0);
    target[at] = (takesLeft ? source[left++] : source[right++]) ?? 0;
    if ((at & 4095) === 4095) yield;
  }
}

/** A buffer that grows: text and numbers of unknown length, one after the other. */
export class ByteWriter {
  length = 0;
  private buffer = new Uint8Array(1 << 16);
  private readonly encoder = new TextEncoder();

  text(value: string): void {
    this.reserve(value.length * 3);
    this.length += this.encoder.encodeInto(value, this.buffer.subarray(this.length)).written;
  }

  /** A number from 0 to 2^32 - 1, seven bits in each byte, lowest first (LEB128). */
  varint(value: number): void {
    this.reserve(5);
    let rest = value;
    while (rest > 0x7f) {
      this.buffer[this.length++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    this.buffer[this.length++] = rest;
  }

  bytes(): Uint8Array {
    return this.buffer.subarray(0, this.length);
  }

  private reserve(more: number): void {
    if (this.length + more <= this.buffer.length) return;
    const larger = new Uint8Array(Math.max(this.buffer.length * 2, this.length + more));
    larger.set(this.bytes());
    this.buffer = larger;
  }
}

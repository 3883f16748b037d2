import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WeightUnit } from '../barcode/index.ts';
import { milli } from '../money/index.ts';
import {
  type Heard,
  hear,
  NOTHING_HEARD,
  netOf,
  quantityOfWeight,
  questionOf,
  SCALE_PROTOCOLS,
  type ScaleProtocol,
} from './index.ts';

const bytesOf = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

/** What a scale says in a stream that arrives in pieces of these lengths. */
function said(protocol: ScaleProtocol, text: string, pieces: readonly number[] = [], unit: WeightUnit = 'kg'): Heard[] {
  const bytes = bytesOf(text);
  const all: Heard[] = [];
  let ear = NOTHING_HEARD;
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const length = pieces.length === 0 ? bytes.length : Math.max(1, pieces[turn % pieces.length] ?? 1);
    const part = hear(ear, bytes.subarray(at, at + length), { protocol, unit });
    all.push(...part.heard);
    ear = part.ear;
    at += length;
  }
  return all;
}
const short = (heard: readonly Heard[]) =>
  heard.map((one) =>
    one.kind === 'weight'
      ? `${one.weight.digits}e-${one.weight.decimals}${one.unit}${one.isNet ? ' net' : ''}${one.isSteady ? '' : ' moving'}`
      : one.kind,
  );

describe('Mettler Toledo 8217', () => {
  it('is asked with W and answers a steady weight or why there is none', () => {
    expect(questionOf('toledo-8217')).toEqual(bytesOf('W'));
    expect(short(said('toledo-8217', '\x0201.234\r'))).toEqual(['1234e-3kg']);
    expect(short(said('toledo-8217', '\x02 0.450\r', [], 'lb'))).toEqual(['450e-3lb']);
    expect(short(said('toledo-8217', '\x0200.450N\r'))).toEqual(['450e-3kg net']);
    expect(short(said('toledo-8217', '\x02?\x41\r\x02?\x42\r\x02?\x44\r'))).toEqual(['moving', 'over', 'under']);
  });

  it('does not mind parity in the eighth bit, and starts anew at each STX', () => {
    const parity = bytesOf('\x0201.234\r').map((byte) => byte | 0x80);
    expect(short(hear(NOTHING_HEARD, parity, { protocol: 'toledo-8217', unit: 'kg' }).heard)).toEqual(['1234e-3kg']);
    expect(short(said('toledo-8217', '\x0201.2\x0200.500\r'))).toEqual(['500e-3kg']);
  });

  it('takes no half of a frame for a weight', () => {
    expect(said('toledo-8217', '.234\r1234\r\x02\r\x02?\r\x02-1.200\r')).toEqual([]);
  });
});

describe('CAS and A&D', () => {
  it('say steady or not, gross or net, and their unit', () => {
    const lines = ['ST,GS,+  0.450kg', 'US,GS,+  0.451kg', 'ST,NT,+00.425 kg', 'OL,GS,+------', 'ST,GS,-  0.010kg'];
    const expected = ['450e-3kg', '451e-3kg moving', '425e-3kg net', 'over', 'under'];
    expect(short(said('continuous', `${lines.join('\r\n')}\r\n`))).toEqual(expected);
  });

  it('are read with the device and lamp bytes that CAS puts between', () => {
    expect(short(said('continuous', 'ST,GS,0,@,   1.500kg\r\nST,NT,\x01,Q,+  250 g \r\n'))).toEqual([
      '1500e-3kg',
      '250e-0g net',
    ]);
  });

  it('say zero as zero, whatever its sign, and a line of a tare as nothing', () => {
    expect(short(said('continuous', 'ST,GS,-  0.000kg\r\nST,TR,+  0.025kg\r\n'))).toEqual(['0e-3kg']);
  });
});

describe('other scales', () => {
  it('are read line by line: what they say of steadiness counts, else three times the same', () => {
    expect(short(said('generic', 'S S      0.450 kg\r\nS D      0.300 kg\r\nS I\r\nS +\r\nS -\r\n'))).toEqual([
      '450e-3kg',
      '300e-3kg moving',
      'moving',
      'over',
      'under',
    ]);
    expect(short(said('generic', '0.450 kg\r\n0.450 kg\r\n0.450 kg\r\n0.451 kg\r\n'))).toEqual([
      '450e-3kg moving',
      '450e-3kg moving',
      '450e-3kg',
      '451e-3kg moving',
    ]);
    expect(short(said('generic', '+ 12,5 g\n-3 g\n'))).toEqual(['125e-1g moving', 'under']);
  });

  it('say nothing with what is no weight', () => {
    expect(said('generic', 'HELLO\r\n12:30:45\r\n1.2.3 kg\r\n0.450 st\r\n')).toEqual([]);
  });
});

describe('any stream', () => {
  const frame = fc.constantFrom(
    '\x0201.234\r',
    'ST,GS,+  0.450kg\r\n',
    'US,NT,+  9.999lb\r\n',
    'S S  0.1 g\r\n',
    '\x02?A\r',
  );
  const noise = fc.uint8Array({ maxLength: 200 }).map((bytes) => String.fromCharCode(...bytes));
  const pieces = fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 6 });
  const protocol = fc.constantFrom(...SCALE_PROTOCOLS);

  it('says the same however it is cut into pieces', () => {
    fc.assert(
      fc.property(protocol, fc.array(fc.oneof(frame, noise), { maxLength: 6 }), pieces, (how, parts, cut) => {
        const text = parts.join('');
        expect(said(how, text, cut)).toEqual(said(how, text));
      }),
    );
  });

  it('never breaks, never weighs less than nothing, and is heard again after noise of any length', () => {
    fc.assert(
      fc.property(protocol, noise, fc.integer({ min: 0, max: 300 }), (how, junk, filler) => {
        const text = `${junk}${'9'.repeat(filler)}\r${how === 'toledo-8217' ? '\x0201.234\r' : 'ST,GS,+  1.234kg\r'}`;
        const heard = said(how, text);
        for (const one of heard) if (one.kind === 'weight') expect(one.weight.digits).toBeGreaterThanOrEqual(0);
        const last = heard.at(-1);
        if (how !== 'generic') expect(last).toMatchObject({ kind: 'weight', weight: { digits: 1234, decimals: 3 } });
      }),
    );
  });

  it('brings back each weight that a scale can show, in the unit that goods are sold by', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999 }), (grams) => {
        const shown = (grams / 1000).toFixed(3).padStart(6, '0');
        for (const [how, text] of [
          ['toledo-8217', `\x02${shown}\r`],
          ['continuous', `ST,GS,+${shown}kg\r\n`],
          ['generic', `S S ${shown} kg\r\n`],
        ] as const) {
          const [one] = said(how, text);
          if (one?.kind !== 'weight') throw new Error(`${how} said nothing of ${shown}`);
          expect(quantityOfWeight(one, 'kg')).toBe(grams);
          expect(quantityOfWeight(one, 'g')).toBe(grams * 1000);
        }
      }),
    );
  });
});

describe('tare', () => {
  it('is taken off, and leaves something or nothing', () => {
    expect(netOf(milli(500), milli(25))).toBe(475);
    expect(netOf(milli(25), milli(25))).toBeNull();
    expect(netOf(milli(10), milli(25))).toBeNull();
  });
});

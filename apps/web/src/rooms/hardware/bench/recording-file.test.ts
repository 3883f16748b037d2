import { describe, expect, it } from 'vitest';
import type { WedgeEvent } from '../../../platform/scanner/bench.ts';
import { readRecording, recordingFile } from './recording-file.ts';

const trace: WedgeEvent[] = [
  { kind: 'character', char: '5', code: 'Digit5', t: 1 },
  { kind: 'separator', t: 3 },
  { kind: 'terminator', t: 5.5 },
];

describe('the file of a recording', () => {
  it('brings back what was recorded', () => {
    expect(readRecording(recordingFile(trace))).toEqual(trace);
  });

  it.each([
    '',
    '{',
    '[]',
    'null',
    '{"format":"other","events":[]}',
    '{"format":"mosaajii-scanner-trace","events":[]}',
    '{"format":"mosaajii-scanner-trace","events":[{"kind":"character","t":1}]}',
    '{"format":"mosaajii-scanner-trace","events":[{"kind":"dance","t":1}]}',
    '{"format":"mosaajii-scanner-trace","events":[{"kind":"terminator","t":"1"}]}',
  ])('is not %s', (text) => {
    expect(readRecording(text)).toBeNull();
  });
});

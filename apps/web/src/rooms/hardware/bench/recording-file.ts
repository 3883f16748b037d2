import type { WedgeEvent } from '../../../platform/scanner/bench.ts';

/** The recording of a scanner as a file: keys and times, nothing of the shop. */
export function recordingFile(trace: readonly WedgeEvent[]): string {
  return JSON.stringify({ format: 'mosaajii-scanner-trace', version: 1, events: trace }, null, 1);
}

const MOST_EVENTS = 20_000;

/** Reads a recording; `null` for every other file. */
export function readRecording(text: string): readonly WedgeEvent[] | null {
  try {
    const content: unknown = JSON.parse(text);
    if (!isRecord(content) || content['format'] !== 'mosaajii-scanner-trace') return null;
    const { events } = content;
    if (!Array.isArray(events) || events.length === 0 || events.length > MOST_EVENTS) return null;
    return events.every(isEvent) ? events : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isEvent(value: unknown): value is WedgeEvent {
  if (!isRecord(value) || typeof value['t'] !== 'number' || !Number.isFinite(value['t'])) return false;
  if (value['kind'] === 'character') return typeof value['char'] === 'string' && typeof value['code'] === 'string';
  return ['terminator', 'separator', 'other', 'quiet'].includes(String(value['kind']));
}

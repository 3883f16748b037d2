import type { Arrival, Sealed } from './model.ts';
/** Reads one operation of a push as far as it can be read, and hashes what it really says. Decides nothing. */
export declare function receive(value: unknown): Arrival;
/** The whole operation as JSON: what is stored, and can be hashed and verified again at any time. */
export declare function storedEnvelope(arrival: Sealed): string;

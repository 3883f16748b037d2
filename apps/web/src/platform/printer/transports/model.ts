import type { Refusal, Result } from '@mosaajii/domain';

export type PrinterFailure = Refusal<'not-connected' | 'not-allowed' | 'not-supported' | 'gone' | 'out-of-reach'> & {
  /** Some bytes are out: the paper may be cut short. */
  readonly isCutShort: boolean;
};

/** Sends bytes to a printer and says when the printer's side has taken them all. */
export type SendBytes = (bytes: Uint8Array) => Promise<Result<null, PrinterFailure>>;

export function failure(
  code: PrinterFailure['code'],
  detail: string,
  isCutShort = false,
): { ok: false; error: PrinterFailure } {
  return { ok: false, error: { code, detail, isCutShort } };
}

/** The browser's words behind a failure: for whoever looks for the cause, after our own. */
export function causeOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

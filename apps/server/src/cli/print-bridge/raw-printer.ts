import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** A printer on the network that takes bytes as they come ("raw", usually port 9100). */
export interface PrinterAddress {
  readonly host: string;
  readonly port: number;
}

/** `isCutShort`: the connection broke after the first byte, so a part may be on paper. */
export type RawOutcome =
  | { readonly isPrinted: true }
  | { readonly isPrinted: false; readonly isCutShort: boolean; readonly cause: string };

const PATIENCE_MS = 15_000;

/**
 * Sends one job over a connection of its own. It counts as printed when the printer has closed its side after taking all of
 * it: only then is nothing left in between.
 */
export async function sendRaw({ host, port }: PrinterAddress, bytes: Uint8Array): Promise<RawOutcome> {
  const socket = connect({ host, port });
  socket.setTimeout(PATIENCE_MS, () => socket.destroy(new Error('the printer does not answer')));
  try {
    await once(socket, 'connect');
    // What a printer says back (its state) is not asked for; unread it would hold the end up.
    socket.resume();
    socket.end(bytes);
    await closed(socket);
    return { isPrinted: true };
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    return { isPrinted: false, isCutShort: socket.bytesWritten > 0, cause };
  } finally {
    socket.destroy();
  }
}

function closed(socket: Socket): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.once('close', (hadError) => (hadError ? reject(new Error('the connection broke')) : resolve()));
  });
}

import type { Socket } from 'node:net';
import { PROBLEMS, type ProblemCode } from '@mosaajii/contract/problems';
import { uuidv7 } from 'uuidv7';
import { SECURITY_HEADERS } from './headers.ts';
import { problem, problemBody } from './problem.ts';

const CODES: Readonly<Record<string, ProblemCode>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 'request-timeout',
  HPE_HEADER_OVERFLOW: 'headers-too-large',
};

/** Answers what is no HTTP request, whose head is too large or too slow: nothing of ours has seen it yet. */
export function answerBrokenRequest(error: Error & { readonly code?: string }, socket: Socket): void {
  // The other side is gone, or has an answer already.
  if (error.code === 'ECONNRESET' || !socket.writable || socket.bytesWritten > 0) {
    socket.destroy(error);
    return;
  }
  const code = CODES[error.code ?? ''] ?? 'malformed-request';
  const body = JSON.stringify(problemBody(problem(code), uuidv7()));
  const headers = {
    ...SECURITY_HEADERS,
    'content-type': 'application/problem+json; charset=utf-8',
    'content-length': String(Buffer.byteLength(body)),
    'cache-control': 'no-store',
    connection: 'close',
  };
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${PROBLEMS[code].status} ${PROBLEMS[code].title}\r\n${head.join('')}\r\n${body}`);
}

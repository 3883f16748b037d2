import { createHash } from 'node:crypto';
import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import multipart from '@fastify/multipart';
import { OLDEST_PROGRAM_HEADER } from '@mosaajii/domain/program';
import { type FastifyBaseLogger, type FastifyInstance, type FastifyRequest, fastify, LogController } from 'fastify';
import { uuidv7 } from 'uuidv7';
import { PROOF_HEADER, parseProof } from '../access/index.ts';
import type { AppConfig, Deps } from '../deps.ts';
import { answerBrokenRequest } from './broken-request.ts';
import { guardOrigins } from './cross-origin.ts';
import { answerError } from './errors.ts';
import { refuseUnknownHost } from './guards.ts';
import { isStrictHost, STRICT_TRANSPORT, setSecurityHeaders } from './headers.ts';
import { parseJsonBody } from './json-body.ts';
import { limitRequests } from './limit-requests.ts';
import { openLoadGauge, shedLoad } from './load.ts';
import { ProblemError } from './problem.ts';
import { serializeWithZod, validateWithZod } from './validation.ts';

const BODY_LIMIT = 256 * 1024;
const UPLOAD_LIMIT = 64 * 1024 * 1024;
/** A slow line may take this long to send sales; its head comes at once or not at all. */
const REQUEST_TIMEOUT_MS = 120_000;
const HEAD_LIMITS = { maxHeaderSize: 16 * 1024, headersTimeout: 15_000, connectionsCheckingInterval: 5_000 };
const MOST_PARAMETERS = 60;
const WELL_FORMED_REQUEST_ID = /^[A-Za-z0-9._-]{8,64}$/;

/** The HTTP server with everything that holds for every request, and no routes yet. */
export async function createHttpServer(
  deps: Deps,
  tls?: { readonly key: string; readonly cert: string },
): Promise<FastifyInstance> {
  const loggerInstance: FastifyBaseLogger = deps.log;
  const app: FastifyInstance = fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    bodyLimit: BODY_LIMIT,
    trustProxy: deps.config.isProxied === true ? 'loopback, uniquelocal' : false,
    genReqId: (request) => requestId(request.headers['x-request-id']),
    forceCloseConnections: 'idle',
    requestTimeout: REQUEST_TIMEOUT_MS,
    routerOptions: { maxParamLength: 200 },
    return503OnClosing: true,
    // An address that the router itself refuses never reaches a hook.
    frameworkErrors: (error, request, reply) => {
      reply.header('x-request-id', request.id);
      setSecurityHeaders(reply);
      answerError(error, request, reply);
    },
    clientErrorHandler: answerBrokenRequest,
    ...(tls === undefined ? { http: HEAD_LIMITS } : { https: { ...HEAD_LIMITS, ...tls, minVersion: 'TLSv1.2' } }),
  });
  app.setValidatorCompiler(validateWithZod);
  app.setSerializerCompiler(serializeWithZod);
  app.setErrorHandler<Error>((error, request, reply) => answerError(error, request, reply));
  app.decorateRequest('problem', null);
  app.decorateRequest('rawBody', null);
  readOnlyJson(app);
  readOneClick(app);
  guardRequests(app, deps.config);
  guardOrigins(app, deps.config.corsOrigins ?? []);
  logRequests(app);
  endConnectionsWhenStopping(app);
  await app.register(cookie);
  // Behind the cookies: whoever is signed in passes where strangers of the same address do not.
  limitRequests(app, deps);
  shedLoad(app, deps.load ?? openLoadGauge(), deps);
  await app.register(compress, { threshold: 1024, encodings: ['br', 'gzip'], globalDecompression: false });
  await app.register(multipart, {
    limits: { fileSize: UPLOAD_LIMIT, files: 1, fields: 20, fieldSize: 64 * 1024, parts: 21, headerPairs: 50 },
  });
  return app;
}

function requestId(given: string | string[] | undefined): string {
  return typeof given === 'string' && WELL_FORMED_REQUEST_ID.test(given) ? given : uuidv7();
}

function readOnlyJson(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  // The last one is what browsers call their reports of the content policy.
  const types = ['application/json', 'application/csp-report'];
  app.addContentTypeParser(types, { parseAs: 'buffer' }, (request, body, done) => {
    try {
      const bytes = Buffer.isBuffer(body) ? body : Buffer.from(body);
      refuseForeignBody(request, bytes);
      request.rawBody = bytes;
      done(null, parseJsonBody(bytes));
    } catch (error) {
      done(error instanceof Error ? error : new Error(String(error)));
    }
  });
}

/** Unsubscribing with one click (RFC 8058) comes as a form; no other route takes one. */
const ONE_CLICK = '/api/v1/unsubscriptions/';
const ONE_CLICK_BYTES = 1024;

function readOneClick(app: FastifyInstance): void {
  const options = { parseAs: 'string', bodyLimit: ONE_CLICK_BYTES } as const;
  app.addContentTypeParser('application/x-www-form-urlencoded', options, (request, body, done) => {
    if (!request.url.startsWith(ONE_CLICK)) return done(new ProblemError('unsupported-media-type'));
    done(null, Object.fromEntries(new URLSearchParams(String(body))));
  });
}

/** The proof of a register names the body that it was made for. Whether it is genuine is asked where the key is known. */
function refuseForeignBody(request: FastifyRequest, bytes: Buffer): void {
  const header = request.headers[PROOF_HEADER];
  if (header === undefined) return;
  const proof = parseProof(header, request.method, request.url);
  const hash = createHash('sha256').update(bytes).digest('hex');
  if (proof === null || proof === 'malformed' || proof.bodyHash !== hash) {
    throw new ProblemError('proof-invalid', 'The proof was made for another body.');
  }
}

function guardRequests(app: FastifyInstance, config: AppConfig): void {
  const allowedHosts = new Set(config.allowedHosts);
  const isStrict = config.isTls && config.isProxied === true;
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
    setSecurityHeaders(reply);
    if (config.oldestTill !== undefined) reply.header(OLDEST_PROGRAM_HEADER, String(config.oldestTill));
    if (isStrict && isStrictHost(request.headers.host)) reply.header('strict-transport-security', STRICT_TRANSPORT);
    refuseUnknownHost(request, allowedHosts);
    refuseBrokenAddress(request);
  });
}

/** A NUL in the address would reach PostgreSQL as part of a parameter; no form of ours has that many of them. */
function refuseBrokenAddress(request: FastifyRequest): void {
  if (/%00|\0/.test(request.url)) throw new ProblemError('malformed-request', 'The address contains a NUL character.');
  if (request.url.split('&', MOST_PARAMETERS + 1).length > MOST_PARAMETERS) {
    throw new ProblemError('malformed-request', `The address has more than ${MOST_PARAMETERS} parameters.`);
  }
}

/** A browser keeps its connections open; the answers after the stop began tell it to let go, or closing would wait for it. */
function endConnectionsWhenStopping(app: FastifyInstance): void {
  let isStopping = false;
  app.addHook('preClose', async () => {
    isStopping = true;
  });
  app.addHook('onSend', async (_request, reply) => {
    if (isStopping) reply.header('connection', 'close');
  });
}

function logRequests(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => {
    request.log.info(
      {
        operation: request.routeOptions.schema?.operationId,
        method: request.method,
        path: request.url.split('?')[0],
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime * 10) / 10,
      },
      'answered',
    );
  });
}

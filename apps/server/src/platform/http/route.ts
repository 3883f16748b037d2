import type { Readable } from 'node:stream';
import type { Refusal } from '@mosaajii/domain';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Actor, ActorOf, OperationId, Stores } from '../access/index.ts';
import type { Tx } from '../database/index.ts';
import type { Deps } from '../deps.ts';
import type { ProblemAnswer } from './problem.ts';

type Schema = z.ZodType | undefined;
type Parsed<S extends Schema> = S extends z.ZodType ? z.output<S> : undefined;
type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Says that a route answers bytes, and of which content type. */
export interface RawResponse {
  readonly contentType: string;
}

/** Bytes as an answer, with their headers. */
export class RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | Readable | string | undefined;

  constructor(status: number, headers: Readonly<Record<string, string>>, body?: Buffer | Readable | string) {
    this.status = status;
    this.headers = headers;
    this.body = body;
  }
}

/** Answers bytes instead of JSON: a file, an image, 304. */
export function raw(
  status: number,
  headers: Readonly<Record<string, string>>,
  body?: Buffer | Readable | string,
): RawAnswer {
  return new RawAnswer(status, headers, body);
}

export interface HandlerInput<Op extends OperationId, P extends Schema, Q extends Schema, B extends Schema> {
  readonly actor: ActorOf<Op>;
  readonly params: Parsed<P>;
  readonly query: Parsed<Q>;
  readonly body: Parsed<B>;
  readonly deps: Deps;
  /** Where the asker may use the permission of the operation; `null`: in all stores. */
  readonly stores: Stores;
  readonly request: FastifyRequest;
  /** For cookies and headers; the answer itself is what the handler returns. */
  readonly reply: FastifyReply;
}

type Answer<R> = R extends z.ZodType ? z.input<R> : RawAnswer;

export interface RouteInput<
  Op extends OperationId,
  P extends Schema,
  Q extends Schema,
  B extends Schema,
  R extends z.ZodType | RawResponse,
> {
  /** Names the route in the policy table, in logs and in the reference. */
  readonly operation: Op;
  readonly method: Method;
  /** Below `/api/v1`, parameters as `:name`. */
  readonly url: `/${string}`;
  /** One line for the reference. */
  readonly summary: string;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  readonly response: R;
  /** 200 unless named. */
  readonly status?: 200 | 201 | 202;
  /** Bytes; 256 kB unless named. */
  readonly bodyLimit?: number;
  /** `multipart`: the handler reads the parts from `request` by itself. */
  readonly consumes?: 'json' | 'multipart';
  /** Skips the check of the answer against its schema; only for a hot route whose answer has no field to leak. */
  readonly isResponseTrusted?: boolean;
  /** Why the route takes no `Idempotency-Key`, although it changes something. */
  readonly ignoresKeys?: string;
  /** With the scope `one`: how the store of what the path names is found, and what is said when it is not there. */
  readonly place?: Place<Parsed<P>>;
  handler(input: HandlerInput<Op, P, Q, B>): Promise<Answer<R> | ProblemAnswer | RawAnswer>;
}

/** Where something lies. */
export type Place<Params = unknown> = StorePlace<Params> | Reach<Params>;

/** What lies in several stores, as people do by their roles: whether it is the asker's to change. */
export interface Reach<Params = unknown> {
  /** Why somebody of these stores only may not change what the path names; null when they may. */
  readonly refusalOf: (
    tx: Tx,
    params: Params,
    stores: readonly string[],
  ) => Promise<Refusal<'not-found' | 'beyond-own-rights'> | null>;
}

/** The store that something lies in. */
export interface StorePlace<Params = unknown> {
  /** Its store; undefined when there is no such thing in the shop. A store is never left for another. */
  readonly storeOf: (tx: Tx, params: Params) => Promise<string | undefined>;
  /** The sentence of `not-found`, the same for what is not there and for what is elsewhere. */
  readonly unknown: string;
}

/** A route as the application sees it: its types have been used up where it was defined. */
export interface Route {
  readonly operation: OperationId;
  readonly method: Method;
  readonly url: string;
  readonly summary: string;
  readonly params: z.ZodType | undefined;
  readonly query: z.ZodType | undefined;
  readonly body: z.ZodType | undefined;
  readonly response: z.ZodType | RawResponse;
  readonly status: number;
  readonly bodyLimit: number | undefined;
  readonly consumes: 'json' | 'multipart';
  readonly isResponseTrusted: boolean;
  readonly ignoresKeys: string | undefined;
  readonly place: Place | undefined;
  run(input: RunInput): Promise<unknown>;
}

/** Everything has been parsed and admitted by the schemas and the policy of this very route. */
export interface RunInput {
  readonly actor: Actor;
  readonly deps: Deps;
  readonly stores: Stores;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** Defines a route of a room. What is particular to it is here; access, parsing and errors are the platform's. */
export function defineRoute<
  const Op extends OperationId,
  R extends z.ZodType | RawResponse,
  P extends Schema = undefined,
  Q extends Schema = undefined,
  B extends Schema = undefined,
>(input: RouteInput<Op, P, Q, B, R>): Route {
  return {
    operation: input.operation,
    method: input.method,
    url: input.url,
    summary: input.summary,
    params: input.params,
    query: input.query,
    body: input.body,
    response: input.response,
    status: input.status ?? 200,
    bodyLimit: input.bodyLimit,
    consumes: input.consumes ?? 'json',
    isResponseTrusted: input.isResponseTrusted ?? false,
    ignoresKeys: input.ignoresKeys,
    place: input.place as Place | undefined,
    run: ({ actor, deps, stores, request, reply }) =>
      input.handler({
        // The policy admitted this kind of actor and the validator compiled from these very schemas put the values here.
        actor: actor as ActorOf<Op>,
        params: request.params as Parsed<P>,
        query: request.query as Parsed<Q>,
        body: request.body as Parsed<B>,
        deps,
        stores,
        request,
        reply,
      }),
  };
}

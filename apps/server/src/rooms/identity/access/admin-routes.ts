import {
  accessEvidence,
  accessRequestDetail,
  accessRequestList,
  accessRequestQuery,
  codeIssued,
  newAccessPayment,
  newCode,
  newRefund,
  paymentTaken,
  paymentVerified,
  rejection,
  requestMoved,
} from '@mosaajii/contract/access';
import { name, uuid } from '@mosaajii/contract/wire';
import { z } from 'zod';
import { defineRoute, problem, type Route, raw } from '../../../platform/http/index.ts';
import { codeProblem, readCodeState } from '../one-time-codes/index.ts';
import { ACTIVATION, issueActivationCode, rejectRequest } from './decide-request.ts';
import { EVIDENCE_BYTES, keepEvidence, readEvidence } from './evidence.ts';
import { listStrayPayments } from './gateway/stray-payments.ts';
import { originOf } from './operator-audit.ts';
import { listEvents, listPayments } from './payment-rows.ts';
import { recordPayment, recordRefund } from './record-payment.ts';
import { countRequests, listRequests, readRequest } from './request-rows.ts';
import { verifyPayment } from './verify-payment.ts';

const oneRequest = z.strictObject({ requestId: uuid });
const onePayment = z.strictObject({ paymentId: uuid });
const NO_REQUEST = 'There is no request with this id.';
/** Bytes beside the file itself: the boundaries and headers of its part. */
const MULTIPART_ROOM = 64 * 1024;

const list = defineRoute({
  operation: 'admin.requests.list',
  method: 'GET',
  url: '/admin/access-requests',
  summary: 'Who asked for access',
  query: accessRequestQuery,
  response: accessRequestList,
  handler: ({ deps, query }) =>
    deps.db.globalTx(async (tx) => {
      const zero = {
        pending: 0,
        'payment-recorded': 0,
        'payment-verified': 0,
        'code-issued': 0,
        active: 0,
        rejected: 0,
        expired: 0,
        withdrawn: 0,
      };
      return {
        requests: await listRequests(deps, tx, query.state),
        counts: { ...zero, ...(await countRequests(tx)) },
        strayPayments: await listStrayPayments(tx, deps.clock.now()),
      };
    }),
});

const read = defineRoute({
  operation: 'admin.requests.read',
  method: 'GET',
  url: '/admin/access-requests/:requestId',
  summary: 'A request with its payments, its code and what happened',
  params: oneRequest,
  response: accessRequestDetail,
  handler: async ({ deps, actor, params: { requestId } }) => {
    const now = deps.clock.now();
    const detail = await deps.db.globalTx(async (tx) => {
      const request = await readRequest(deps, tx, requestId);
      if (request === undefined) return undefined;
      const { open, sendsLeft, lockedUntil } = await readCodeState(tx, ACTIVATION, requestId, now);
      return {
        request,
        payments: await listPayments(tx, { requestId }, actor.accountId),
        events: await listEvents(tx, { requestId }),
        code: {
          open:
            open === null
              ? null
              : { ...open, issuedAt: open.issuedAt.toISOString(), expiresAt: open.expiresAt.toISOString() },
          sendsLeft,
          lockedUntil: lockedUntil?.toISOString() ?? null,
        },
        serverTime: now.toISOString(),
      };
    });
    return detail ?? problem('not-found', NO_REQUEST);
  },
});

const pay = defineRoute({
  operation: 'admin.requests.payments.record',
  method: 'POST',
  url: '/admin/access-requests/:requestId/payments',
  summary: 'Write down that money came for a request',
  params: oneRequest,
  body: newAccessPayment,
  response: paymentTaken,
  status: 201,
  handler: async ({ deps, actor, params, body, request }) => {
    const recorded = await recordPayment(deps, actor, params.requestId, body, originOf(request));
    return recorded.ok ? { paymentId: recorded.value } : problem(recorded.error.code, recorded.error.detail);
  },
});

const reject = defineRoute({
  operation: 'admin.requests.reject',
  method: 'POST',
  url: '/admin/access-requests/:requestId/rejection',
  summary: 'Say no to a request, with the reason',
  params: oneRequest,
  body: rejection,
  response: requestMoved,
  handler: async ({ deps, actor, params, body, request }) => {
    const moved = await rejectRequest(deps, actor, params.requestId, body.reason, originOf(request));
    return moved.ok ? { state: moved.value } : problem(moved.error.code, moved.error.detail);
  },
});

const code = defineRoute({
  operation: 'admin.requests.codes.issue',
  method: 'POST',
  url: '/admin/access-requests/:requestId/codes',
  summary: 'Issue the code that activates a paid request; the one before is dead then',
  params: oneRequest,
  body: newCode,
  response: codeIssued,
  status: 201,
  handler: async ({ deps, actor, params, body, request }) => {
    const issued = await issueActivationCode(deps, actor, params.requestId, body.channel, originOf(request));
    if (issued.ok) return { ...issued.value, expiresAt: issued.value.expiresAt.toISOString() };
    const { error } = issued;
    if (error.code === 'codes-used-up' || error.code === 'code-locked') return codeProblem(error, deps.clock.now());
    return problem(error.code, error.detail);
  },
});

const verify = defineRoute({
  operation: 'admin.payments.verify',
  method: 'POST',
  url: '/admin/payments/:paymentId/verification',
  summary: 'Say that the money of a payment really came',
  params: onePayment,
  body: z.strictObject({}),
  response: paymentVerified,
  handler: async ({ deps, actor, params, request }) => {
    const verified = await verifyPayment(deps, actor, params.paymentId, originOf(request));
    return verified.ok ? { method: verified.value } : problem(verified.error.code, verified.error.detail);
  },
});

const refund = defineRoute({
  operation: 'admin.payments.refund',
  method: 'POST',
  url: '/admin/payments/:paymentId/refunds',
  summary: 'Write down that money was given back',
  params: onePayment,
  body: newRefund,
  response: paymentTaken,
  status: 201,
  handler: async ({ deps, actor, params, body, request }) => {
    const refunded = await recordRefund(deps, actor, params.paymentId, body, originOf(request));
    return refunded.ok ? { paymentId: refunded.value } : problem(refunded.error.code, refunded.error.detail);
  },
});

const upload = defineRoute({
  operation: 'admin.evidence.upload',
  method: 'POST',
  url: '/admin/evidence',
  summary: 'Upload a file that shows that money came (PNG, JPEG or PDF up to 8 MB)',
  response: accessEvidence,
  status: 201,
  consumes: 'multipart',
  bodyLimit: EVIDENCE_BYTES + MULTIPART_ROOM,
  handler: async ({ deps, actor, request }) => {
    const part = await request.file({ limits: { fileSize: EVIDENCE_BYTES } });
    if (part === undefined) return problem('malformed-request', 'Send the file as a file part.');
    const bytes = await part.toBuffer();
    const fileName = name(200).safeParse(part.filename.slice(-200));
    const kept = await keepEvidence(deps, actor, fileName.success ? fileName.data : 'evidence', bytes);
    return kept.ok ? kept.value : problem(kept.error.code, kept.error.detail);
  },
});

const download = defineRoute({
  operation: 'admin.evidence.read',
  method: 'GET',
  url: '/admin/evidence/:evidenceId',
  summary: 'The file that shows that money came, to be saved',
  params: z.strictObject({ evidenceId: uuid }),
  response: { contentType: 'application/octet-stream' },
  handler: async ({ deps, params }) => {
    const evidence = await deps.db.globalTx((tx) => readEvidence(tx, params.evidenceId));
    if (evidence === undefined) return problem('not-found', 'There is no file with this id.');
    // Uploaded by somebody: never shown inside of this page's own rights.
    return raw(
      200,
      {
        'content-type': evidence.contentType,
        'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(evidence.fileName)}`,
        'content-security-policy': "default-src 'none'; sandbox",
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-store',
      },
      evidence.bytes,
    );
  },
});

export const requestAdminRoutes: readonly Route[] = [list, read, pay, reject, code, verify, refund, upload, download];

import {
  overShortQuery,
  overShortReport,
  receiptNumbersQuery,
  receiptNumbersReport,
  shiftDetail,
  shiftList,
  shiftsExportQuery,
  shiftsQuery,
  zReportList,
  zReportsQuery,
} from '@mosaajii/contract/till';
import { uuid } from '@mosaajii/contract/wire';
import { PAPER_LANGUAGES } from '@mosaajii/domain/paper';
import { z } from 'zod';
import { defineRoute, problem, type Route, raw } from '../../../platform/http/index.ts';
import { readBooksFrame, readShopSettings } from '../../identity/index.ts';
import { listShifts, readOverShort, readShiftStore } from '../../till/index.ts';
import { pdfOf } from '../receipts/pdf.ts';
import { exportShifts } from './export-shifts.ts';
import { named, readShiftDetail, readZArchive, registerCodes } from './read-shift.ts';
import { reportReceiptNumbers } from './receipt-numbers.ts';
import { readShiftPaper } from './shift-paper.ts';

const NO_SHIFT = 'There is no shift with this id.';
const NO_CURSOR = 'This cursor is not one that the list gave.';
const LONGEST_DAYS = 366;
const DAY_MS = 24 * 60 * 60_000;

export const shiftRoutes: readonly Route[] = [
  defineRoute({
    operation: 'shifts.list',
    method: 'GET',
    url: '/shifts',
    summary: 'Shifts, the latest first, with what their drawers should hold and what was counted.',
    query: shiftsQuery,
    response: shiftList,
    handler: ({ actor, query, stores, deps }) =>
      deps.db.read(actor.organizationId, async (tx) => {
        const shifts = await listShifts(tx, { ...query, stores });
        if (shifts === null) return problem('invalid-request', NO_CURSOR);
        const codes = await registerCodes(tx);
        return { ...shifts, items: shifts.items.map((shift) => named(shift, codes)) };
      }),
  }),
  defineRoute({
    operation: 'shifts.export',
    method: 'GET',
    url: '/shifts/export',
    summary: 'The shifts of the list as CSV.',
    query: shiftsExportQuery,
    response: { contentType: 'text/csv' },
    handler: async ({ actor, query, stores, deps }) => {
      const { organization } = await deps.db.read(actor.organizationId, (tx) => readShopSettings(tx));
      const day = deps.clock.now().toISOString().slice(0, 10);
      const headers = {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="shifts-${day}.csv"`,
        'cache-control': 'no-store',
      };
      return raw(200, headers, exportShifts(deps, actor, { ...query, stores }, organization.currency));
    },
  }),
  defineRoute({
    operation: 'shifts.read',
    method: 'GET',
    url: '/shifts/:shiftId',
    summary: 'One shift: its figures added up, cash movements, events, the count and the Z report.',
    params: z.strictObject({ shiftId: uuid }),
    response: shiftDetail,
    place: { storeOf: (tx, { shiftId }) => readShiftStore(tx, shiftId), unknown: NO_SHIFT },
    handler: async ({ actor, params, deps }) => {
      const shift = await deps.db.read(actor.organizationId, (tx) => readShiftDetail(tx, params.shiftId));
      return shift ?? problem('not-found', NO_SHIFT);
    },
  }),
  defineRoute({
    operation: 'shifts.report',
    method: 'GET',
    url: '/shifts/:shiftId/report.pdf',
    summary: 'The Z report of a closed shift, or the X report of an open one, as a PDF.',
    params: z.strictObject({ shiftId: uuid }),
    query: z.strictObject({ language: z.enum(PAPER_LANGUAGES).default('en') }),
    response: { contentType: 'application/pdf' },
    place: { storeOf: (tx, { shiftId }) => readShiftStore(tx, shiftId), unknown: NO_SHIFT },
    handler: async ({ actor, params, query, deps }) => {
      const asked = { now: deps.clock.now(), language: query.language };
      const found = await deps.db.read(actor.organizationId, (tx) => readShiftPaper(tx, params.shiftId, asked));
      if (found === null) return problem('not-found', NO_SHIFT);
      const headers = {
        'content-type': 'application/pdf',
        'content-disposition': `attachment; filename="${found.name}.pdf"`,
        'cache-control': 'no-store',
      };
      return raw(200, headers, await pdfOf(found.paper));
    },
  }),
  defineRoute({
    operation: 'shifts.z-reports',
    method: 'GET',
    url: '/z-reports',
    summary: 'The archive of Z reports, the latest first, with the numbers that are missing.',
    query: zReportsQuery,
    response: zReportList,
    handler: async ({ actor, query, stores, deps }) => {
      const reports = await deps.db.read(actor.organizationId, (tx) => readZArchive(tx, { ...query, stores }));
      return reports ?? problem('invalid-request', NO_CURSOR);
    },
  }),
  defineRoute({
    operation: 'reports.over-short',
    method: 'GET',
    url: '/reports/over-short',
    summary: 'What was over and short in the drawers, by whoever had them.',
    query: overShortQuery,
    response: overShortReport,
    handler: async ({ actor, query, stores, deps }) => {
      const days = (Date.parse(query.to) - Date.parse(query.from)) / DAY_MS;
      if (days < 0 || days >= LONGEST_DAYS) {
        return problem('invalid-request', `The period must be from one day to ${LONGEST_DAYS} days.`);
      }
      return deps.db.read(actor.organizationId, async (tx) => {
        const { currencyCode } = await readBooksFrame(tx);
        return { currencyCode, cashiers: await readOverShort(tx, { ...query, stores }) };
      });
    },
  }),
  defineRoute({
    operation: 'reports.receipt-numbers',
    method: 'GET',
    url: '/reports/receipt-numbers',
    summary: 'What became of every receipt number of every register.',
    query: receiptNumbersQuery,
    response: receiptNumbersReport,
    handler: ({ actor, query, stores, deps }) =>
      deps.db.read(actor.organizationId, (tx) => reportReceiptNumbers(tx, { ...query, stores })),
  }),
];

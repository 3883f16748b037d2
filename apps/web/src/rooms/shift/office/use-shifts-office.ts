import type { SellersReport } from '@mosaajii/contract/sellers';
import type {
  OverShortReport,
  ReceiptNumbersReport,
  ShiftDetail,
  ShiftList,
  ZReportList,
} from '@mosaajii/contract/till';
import { useQuery } from '@tanstack/react-query';
import { itemsOf, usePages } from '../../../platform/answer/index.ts';
import { api, orThrow } from '../../../platform/api/index.ts';

const PAGE = 50;

/** Shifts of all registers, the latest first, page by page. */
export function useShiftList(asked: string) {
  return usePages(['shifts', asked], `/shifts?${pageOf(asked)}`, (pages: readonly ShiftList[]) => itemsOf(pages));
}

/** How the archive of Z reports asks. */
export const zReportsPath = (asked: string) => `/z-reports?${pageOf(asked)}`;

/** Z reports of all registers, the latest first, with the numbers that are missing. */
export function useZReports(asked: string) {
  return usePages(['z-reports', asked], zReportsPath(asked), (pages: readonly ZReportList[]) => ({
    items: itemsOf(pages),
    gaps: pages[0]?.gaps ?? [],
  }));
}

function pageOf(asked: string): string {
  const params = new URLSearchParams(asked);
  params.set('limit', String(PAGE));
  return params.toString();
}

export function useShift(shiftId: string) {
  return useQuery({
    queryKey: ['shift', shiftId],
    queryFn: ({ signal }) => orThrow(api.get<ShiftDetail>(`/shifts/${shiftId}`, { signal })),
    retry: false,
  });
}

export function useOverShort(asked: string | null) {
  return useQuery({
    queryKey: ['over-short', asked],
    enabled: asked !== null,
    queryFn: ({ signal }) => orThrow(api.get<OverShortReport>(`/reports/over-short?${asked ?? ''}`, { signal })),
    retry: false,
  });
}

/** Totals by salesperson of a period; `null`: no period was chosen. */
export function useSellers(asked: string | null) {
  return useQuery({
    queryKey: ['sellers', asked],
    enabled: asked !== null,
    queryFn: ({ signal }) => orThrow(api.get<SellersReport>(`/reports/sellers?${asked ?? ''}`, { signal })),
    retry: false,
  });
}

export function useReceiptNumbers() {
  return useQuery({
    queryKey: ['receipt-numbers'],
    queryFn: ({ signal }) => orThrow(api.get<ReceiptNumbersReport>('/reports/receipt-numbers', { signal })),
    retry: false,
  });
}

import type { SellersReport } from '@mosaajii/contract/sellers';
import type {
  OverShortReport,
  ReceiptNumbersReport,
  ShiftDetail,
  ShiftList,
  ZReportList,
} from '@mosaajii/contract/till';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api, orThrow } from '../../../platform/api/index.ts';

const PAGE = 50;

/** Shifts of all registers, the latest first, page by page. */
export function useShiftList(asked: string) {
  return useInfiniteQuery({
    queryKey: ['shifts', asked],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) => orThrow(api.get<ShiftList>(`/shifts?${pageOf(asked, pageParam)}`, { signal })),
    getNextPageParam: (page) => page.nextCursor,
    select: (data) => data.pages.flatMap((page) => page.items),
    retry: false,
  });
}

/** Z reports of all registers, the latest first, with the numbers that are missing. */
export function useZReports(asked: string) {
  return useInfiniteQuery({
    queryKey: ['z-reports', asked],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      orThrow(api.get<ZReportList>(`/z-reports?${pageOf(asked, pageParam)}`, { signal })),
    getNextPageParam: (page) => page.nextCursor,
    select: (data) => ({ items: data.pages.flatMap((page) => page.items), gaps: data.pages[0]?.gaps ?? [] }),
    retry: false,
  });
}

function pageOf(asked: string, cursor: string | null): string {
  const params = new URLSearchParams(asked);
  params.set('limit', String(PAGE));
  if (cursor !== null) params.set('cursor', cursor);
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

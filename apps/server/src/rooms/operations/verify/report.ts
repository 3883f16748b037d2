import type { Discrepancy } from '@mosaajii/contract/sync';

/** More are counted, not listed. */
const MOST_LISTED = 1_000;

/** Collects what does not agree, and how much was looked at. */
export interface Report {
  readonly discrepancies: Discrepancy[];
  count: number;
  /** What agrees and a person may want to know. */
  readonly notices: Discrepancy[];
  readonly checked: Record<string, number>;
  found(check: string, subject: string, detail: string): void;
  noted(check: string, subject: string, detail: string): void;
  looked(what: string, more: number): void;
}

export function openReport(onFound: (discrepancy: Discrepancy) => void = () => undefined): Report {
  const report: Report = {
    discrepancies: [],
    count: 0,
    notices: [],
    checked: {},
    found(check, subject, detail) {
      const discrepancy = { check, subject, detail };
      report.count += 1;
      if (report.discrepancies.length < MOST_LISTED) report.discrepancies.push(discrepancy);
      onFound(discrepancy);
    },
    noted(check, subject, detail) {
      if (report.notices.length < MOST_LISTED) report.notices.push({ check, subject, detail });
    },
    looked(what, more) {
      report.checked[what] = (report.checked[what] ?? 0) + more;
    },
  };
  return report;
}

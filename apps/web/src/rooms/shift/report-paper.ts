import { type Paper, paperLanguageOf } from '@mosaajii/domain/paper';
import { type ShiftReport, shiftPaper } from '@mosaajii/domain/shift-report';
import { screenLanguage } from '../../platform/i18n/index.ts';

/** The paper of a report. Its words are those of the screen, whatever the shop's receipts speak. */
export function paperOfReport(report: ShiftReport): Paper {
  return shiftPaper(report, paperLanguageOf(screenLanguage()));
}

/** Where the server makes the same paper as a PDF. */
export function reportHref(shiftId: string): string {
  return `/api/v1/shifts/${shiftId}/report.pdf?language=${paperLanguageOf(screenLanguage())}`;
}

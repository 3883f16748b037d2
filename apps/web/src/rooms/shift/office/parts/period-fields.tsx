import { t } from '../../../../platform/i18n/index.ts';
import { Field, TextInput } from '../../../../platform/ui/index.ts';

interface PeriodFieldsProps {
  readonly from: string;
  readonly to: string;
  readonly onFrom: (date: string) => void;
  readonly onTo: (date: string) => void;
}

/** The first and the last day of a report. */
export function PeriodFields({ from, to, onFrom, onTo }: PeriodFieldsProps) {
  return (
    <>
      <Field label={t('shift.allFrom')}>
        <TextInput type="date" value={from} onChange={(event) => onFrom(event.target.value)} />
      </Field>
      <Field label={t('shift.allTo')}>
        <TextInput type="date" value={to} onChange={(event) => onTo(event.target.value)} />
      </Field>
    </>
  );
}

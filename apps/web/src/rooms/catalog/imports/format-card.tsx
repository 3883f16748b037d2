import type { ImportDelimiter, ImportEncoding, ImportFormat, ImportSummary } from '@mosaajii/contract';
import { formatNumber, type MessageKey, t } from '../../../platform/i18n/index.ts';
import { Card, Checkbox, Field, Select } from '../../../platform/ui/index.ts';

/** Names of encodings are the same in every language. */
const ENCODINGS: readonly { readonly value: ImportEncoding; readonly label: string }[] = [
  { value: 'utf-8', label: 'UTF-8' },
  { value: 'utf-16le', label: 'UTF-16 LE' },
  { value: 'utf-16be', label: 'UTF-16 BE' },
  { value: 'windows-1252', label: 'Windows-1252' },
  { value: 'iso-8859-15', label: 'ISO 8859-15' },
  { value: 'windows-1251', label: 'Windows-1251' },
  { value: 'windows-1256', label: 'Windows-1256' },
];
const DELIMITERS: readonly { readonly value: ImportDelimiter; readonly label: MessageKey }[] = [
  { value: ',', label: 'catalog.delimiterComma' },
  { value: ';', label: 'catalog.delimiterSemicolon' },
  { value: '\t', label: 'catalog.delimiterTab' },
  { value: '|', label: 'catalog.delimiterPipe' },
];

export interface FormatCardProps {
  readonly file: ImportSummary;
  readonly format: ImportFormat;
  readonly onChange: (format: ImportFormat) => void;
}

/** How the file is written, as it was detected. Correcting it reads the file again. */
export function FormatCard({ file, format, onChange }: FormatCardProps) {
  const encoding = (value: string) => ENCODINGS.find((known) => known.value === value)?.value ?? format.encoding;
  const delimiter = (value: string) => DELIMITERS.find((known) => known.value === value)?.value ?? format.delimiter;
  return (
    <Card title={t('catalog.formatTitle')}>
      <div className="flex flex-wrap items-end gap-x-5 gap-y-3 px-4 pb-4 pt-1">
        <div className="min-w-40 flex-1 self-center">
          <div className="truncate font-medium">{file.fileName}</div>
          <div className="num text-sm text-ink-3">{formatNumber(Math.ceil(file.fileSize / 1024))} kB</div>
        </div>
        <Field label={t('catalog.encoding')} className="w-44">
          <Select
            value={format.encoding}
            onChange={(event) => onChange({ ...format, encoding: encoding(event.target.value) })}
          >
            {ENCODINGS.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={t('catalog.delimiter')} className="w-36">
          <Select
            value={format.delimiter}
            onChange={(event) => onChange({ ...format, delimiter: delimiter(event.target.value) })}
          >
            {DELIMITERS.map(({ value, label }) => (
              <option key={value} value={value}>
                {t(label)}
              </option>
            ))}
          </Select>
        </Field>
        <Checkbox
          checked={format.hasHeader}
          onChange={(event) => onChange({ ...format, hasHeader: event.target.checked })}
        >
          {t('catalog.hasHeader')}
        </Checkbox>
      </div>
    </Card>
  );
}

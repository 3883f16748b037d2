import type { ScanRule } from '@mosaajii/domain/barcode';
import { type ReactNode, useState } from 'react';
import { useDevice } from '../../../platform/device/index.ts';
import { t } from '../../../platform/i18n/index.ts';
import { signal, useScans } from '../../../platform/scanner/index.ts';
import { Card, Field, Notice, TextInput } from '../../../platform/ui/index.ts';
import { readingView } from './reading.ts';

/** Shows how a code would be read with the table as it stands on the screen. */
export function Tester({ rules }: { readonly rules: readonly ScanRule[] }) {
  const { catalog, now } = useDevice();
  const [code, setCode] = useState('');
  useScans((scan) => {
    setCode(scan.code);
    signal('scan-ok');
    return true;
  });
  const text = code.trim();
  return (
    <Card title={t('hardware.testerTitle')}>
      <div className="flex flex-col gap-4 p-4 pt-2">
        <Field label={t('hardware.testerLabel')} hint={t('hardware.testerHint')}>
          <TextInput
            value={code.replaceAll('\u001d', '^')}
            dir="ltr"
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => setCode(event.target.value.replaceAll('^', '\u001d'))}
          />
        </Field>
        <div aria-live="polite">
          {text === '' ? (
            <p className="text-ink-3">{t('hardware.testerEmpty')}</p>
          ) : (
            <Reading
              code={text}
              rules={rules}
              byCode={(one) => catalog.byCode(one)?.name ?? null}
              year={now().getUTCFullYear()}
            />
          )}
        </div>
      </div>
    </Card>
  );
}

interface ReadingProps {
  readonly code: string;
  readonly rules: readonly ScanRule[];
  readonly byCode: (code: string) => string | null;
  readonly year: number;
}

function Reading({ code, rules, byCode, year }: ReadingProps) {
  const view = readingView(code, rules, (one) => byCode(one) !== null, year);
  const name = view.codes.map(byCode).find((found) => found !== null);
  return (
    <div className="flex flex-col gap-3">
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-2">
        <Row label={t('hardware.readAs')}>
          <b className="font-semibold">{t(view.kind)}</b>
        </Row>
        {view.item === undefined ? null : <Row label={t('hardware.item')}>{view.item}</Row>}
        {view.value === undefined ? null : <Row label={t('hardware.value')}>{view.value}</Row>}
        {view.codes.length === 0 ? null : <Row label={t('hardware.lookedUp')}>{view.codes.join(', ')}</Row>}
        {view.codes.length === 0 ? null : <Row label={t('hardware.found')}>{name ?? t('hardware.notFound')}</Row>}
        {view.elements.length === 0 ? null : (
          <Row label={t('hardware.elements')}>
            <span className="code break-all" dir="ltr">
              {view.elements.map(({ ai, value }) => `(${ai})${value}`).join(' ')}
            </span>
          </Row>
        )}
      </dl>
      {view.problem === undefined ? null : <Notice tone="warning">{view.problem}</Notice>}
      {view.incomplete === undefined ? null : (
        <Notice tone="neutral">{t('hardware.incomplete', { detail: view.incomplete })}</Notice>
      )}
    </div>
  );
}

function Row({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-3">{label}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}

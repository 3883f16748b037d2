import { CODE_PAGES, type CodePage, type Paper, reportPaper } from '@mosaajii/domain/paper';
import { useEffect, useState } from 'react';
import { useDevice, useObservable } from '../../platform/device/index.ts';
import { NoSaleDialog } from '../../platform/drawer/index.ts';
import { formatDateTime, t } from '../../platform/i18n/index.ts';
import {
  type DevicePrinter,
  devicePrinter,
  openPrintPanel,
  type PrinterLink,
  printPaper,
  printQueue,
  putDevicePrinter,
} from '../../platform/printer/index.ts';
import { Button, Card, Chip, Field, PageHeader, Select, Skeleton, Switch } from '../../platform/ui/index.ts';
import { LinkFields } from './link-fields.tsx';

/** Which printer this device has, and whether it works. Everything here holds for this device alone, also offline. */
export function PrintersScreen() {
  const [printer, setPrinter] = useState<DevicePrinter | null>(null);
  useEffect(() => void devicePrinter().then(setPrinter), []);
  const change = (part: Partial<DevicePrinter>) => {
    if (printer === null) return;
    const next = { ...printer, ...part };
    setPrinter(next);
    void putDevicePrinter(next);
  };
  return (
    <div className="mx-auto max-w-[760px] pb-8">
      <PageHeader
        title={t('printing.printers')}
        meta={t('printing.printersMeta')}
        back={{ href: '/settings', label: t('ui.navSettings') }}
      />
      {printer === null ? <Skeleton className="h-72 w-full" /> : <Editor printer={printer} onChange={change} />}
    </div>
  );
}

interface EditorProps {
  readonly printer: DevicePrinter;
  readonly onChange: (part: Partial<DevicePrinter>) => void;
}

function Editor({ printer, onChange }: EditorProps) {
  const isDirect = printer.link.kind !== 'browser';
  return (
    <div className="flex flex-col gap-5">
      <Card title={t('printing.receiptPrinter')}>
        <div className="flex flex-col gap-4 p-4 pt-2">
          <LinkFields link={printer.link} onChange={(link: PrinterLink) => onChange({ link })} />
          {isDirect ? (
            <>
              <Field label={t('printing.codePage')} hint={t('printing.codePageHint')}>
                <Select
                  value={printer.codePage}
                  onChange={(event) => onChange({ codePage: codePageOf(event.target.value) })}
                >
                  <option value="cp858">PC858 (Euro)</option>
                  <option value="windows1252">WPC1252 (Latin 1)</option>
                  <option value="cp437">PC437 (USA)</option>
                </Select>
              </Field>
              <Switch isOn={printer.hasCutter} onChange={(hasCutter) => onChange({ hasCutter })}>
                {t('printing.hasCutter')}
              </Switch>
              <Switch isOn={printer.hasDrawer} onChange={(hasDrawer) => onChange({ hasDrawer })}>
                {t('printing.hasDrawer')}
              </Switch>
              <Switch isOn={printer.isAutomatic} onChange={(isAutomatic) => onChange({ isAutomatic })}>
                {t('printing.isAutomatic')}
              </Switch>
            </>
          ) : null}
        </div>
      </Card>
      <Card title={t('printing.tryOut')}>
        <TryOut printer={printer} />
      </Card>
    </div>
  );
}

function codePageOf(value: string): CodePage {
  return (Object.keys(CODE_PAGES) as CodePage[]).find((page) => page === value) ?? 'cp858';
}

function TryOut({ printer }: { readonly printer: DevicePrinter }) {
  const { session, now } = useDevice();
  const settings = useObservable(session.settings);
  const jobs = useObservable(printQueue.jobs);
  useEffect(() => void printQueue.load(), []);
  const width = settings?.store.paperWidthMm ?? 80;
  const [isOpening, setOpening] = useState(false);
  return (
    <div className="flex flex-wrap items-center gap-2 p-4 pt-2">
      <Button onClick={() => void printPaper(testPaper(settings?.organization.name ?? '', now(), width), width)}>
        {t('printing.testPrint')}
      </Button>
      {printer.hasDrawer && printer.link.kind !== 'browser' ? (
        <Button onClick={() => setOpening(true)}>{t('printing.testDrawer')}</Button>
      ) : null}
      <Button variant="quiet" onClick={() => void openPrintPanel()}>
        {t('printing.queueTitle')}
      </Button>
      {jobs.length === 0 ? null : <Chip tone="warning">{t('printing.queueCount', { count: jobs.length })}</Chip>}
      {/* To try it out is to open it: by whoever may, for a reason, and written down like anywhere else. */}
      {isOpening ? <NoSaleDialog onClose={() => setOpening(false)} /> : null}
    </div>
  );
}

/** Shows the width of the paper, letters with accents, a script that is drawn, and both kinds of codes. */
function testPaper(shop: string, at: Date, width: 58 | 80): Paper {
  const paper = reportPaper({
    language: 'en',
    title: t('printing.testTitle'),
    head: [shop, formatDateTime(at)],
    groups: [
      {
        rows: [
          { label: t('printing.paper'), value: `${width} mm` },
          { label: 'àéîõü ÇÑ €', value: '1,234.50' },
          { label: 'شكرًا لكم', value: '1,234.50', weight: 'strong' },
        ],
      },
    ],
  });
  return {
    ...paper,
    blocks: [...paper.blocks, { kind: 'barcode', text: 'TEST-0001' }, { kind: 'qr', text: window.location.origin }],
  };
}

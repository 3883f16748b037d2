import { useEffect, useRef, useState } from 'react';
import { t } from '../../../platform/i18n/index.ts';
import {
  DEFAULT_LIMITS,
  keepLimits,
  keptLimits,
  learnLimits,
  listenAnew,
  replayTrace,
  rhythmOf,
  scansOf,
  type WedgeEvent,
  type WedgeLimits,
  watchWedge,
} from '../../../platform/scanner/bench.ts';
import { signal, useScans } from '../../../platform/scanner/index.ts';
import { Button, Card, Notice, useToasts } from '../../../platform/ui/index.ts';
import { GapsGraph } from './gaps-graph.tsx';
import { readRecording, recordingFile } from './recording-file.ts';

const SHOWN_SCANS = 5;

/** Records what a scanner types, shows its rhythm, reads it with the detector of the till, and keeps the limits that fit. */
export function ScannerCard() {
  const [trace, setTrace] = useState<readonly WedgeEvent[]>([]);
  const [isRecording, setRecording] = useState(false);
  const [limits, setLimits] = useState(keptLimits);
  useEffect(() => {
    if (!isRecording) return;
    return watchWedge((event) => {
      if (event.kind !== 'quiet') setTrace((before) => [...before, event]);
    });
  }, [isRecording]);
  // What is scanned here sells nothing, recorded or not.
  useScans(() => {
    signal(isRecording ? 'scan-ok' : 'attention');
    return true;
  });
  const use = (next: WedgeLimits | null, message: string) => {
    keepLimits(next);
    listenAnew();
    setLimits(next ?? DEFAULT_LIMITS);
    useToasts.getState().show({ message });
  };
  const learn = () => {
    const learned = learnLimits(trace);
    if (learned === null) return useToasts.getState().show({ message: t('hardware.cannotLearn'), tone: 'danger' });
    use(learned, t('hardware.learnedNow'));
  };
  return (
    <Card title={t('hardware.scannerTitle')}>
      <div className="flex flex-col gap-4 p-4 pt-2">
        <p className="text-ink-2">{t('hardware.scannerText')}</p>
        <div className="flex flex-wrap gap-2">
          <Button variant={isRecording ? 'secondary' : 'primary'} onClick={() => setRecording(!isRecording)}>
            {isRecording ? t('hardware.stop') : t('hardware.record')}
          </Button>
          {trace.length === 0 ? null : (
            <>
              <Button onClick={learn}>{t('hardware.learn')}</Button>
              <Button onClick={() => setTrace([])}>{t('hardware.clear')}</Button>
            </>
          )}
          <Files trace={trace} onOpen={setTrace} />
        </div>
        <Recorded trace={trace} limits={limits} />
        <LimitsTable limits={limits} onForget={() => use(null, t('hardware.forgotten'))} />
      </div>
    </Card>
  );
}

function Recorded({ trace, limits }: { readonly trace: readonly WedgeEvent[]; readonly limits: WedgeLimits }) {
  const scans = scansOf(trace);
  const rhythm = rhythmOf(trace);
  if (rhythm === null) return <p className="text-ink-3">{t('hardware.nothingRecorded')}</p>;
  const codes = replayTrace(trace, limits);
  return (
    <div className="flex flex-col gap-3">
      <p role="status">
        <b className="font-semibold">{t('hardware.recorded', { count: scans.length })}</b>{' '}
        {t('hardware.rhythm', { mean: rhythm.meanGapMs.toFixed(1), longest: rhythm.longestGapMs.toFixed(1) })}{' '}
        {rhythm.hasTerminator ? t('hardware.endsEnter') : t('hardware.endsNothing')}
      </p>
      {scans.slice(-SHOWN_SCANS).map((scan, index) => (
        <GapsGraph
          key={scan[0]?.t ?? index}
          scan={scan}
          number={scans.length - Math.min(SHOWN_SCANS, scans.length) + index + 1}
        />
      ))}
      {codes.length === 0 ? (
        <Notice tone="warning">{t('hardware.replayedNone')}</Notice>
      ) : (
        <div>
          <h3 className="font-medium">{t('hardware.replayed')}</h3>
          <ol className="code list-decimal ps-6">
            {codes.map((code, index) => (
              // The same code may be scanned twice.
              <li key={`${index}-${code}`} className="break-all">
                {code.replaceAll('\u001d', ' ␝ ')}
              </li>
            ))}
          </ol>
        </div>
      )}
    </div>
  );
}

function LimitsTable({ limits, onForget }: { readonly limits: WedgeLimits; readonly onForget: () => void }) {
  const isUsual = JSON.stringify(limits) === JSON.stringify(DEFAULT_LIMITS);
  const ms = (count: number) => t('hardware.milliseconds', { count });
  const rows = [
    [t('hardware.limitMean'), ms(limits.meanGapMs)],
    [t('hardware.limitMax'), ms(limits.maxGapMs)],
    [t('hardware.limitQuiet'), ms(limits.quietMs)],
    [t('hardware.limitPrefix'), limits.prefix ?? t('hardware.none')],
  ] as const;
  return (
    <section className="border-t border-line pt-4">
      <h3 className="font-medium">{t('hardware.limits')}</h3>
      <p className="text-sm text-ink-3">{isUsual ? t('hardware.usual') : t('hardware.learned')}</p>
      <dl className="mt-2 grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-1">
        {rows.map(([label, value]) => (
          <div key={label} className="contents">
            <dt className="text-ink-3">{label}</dt>
            <dd className="num">{value}</dd>
          </div>
        ))}
      </dl>
      {isUsual ? null : (
        <Button className="mt-3" onClick={onForget}>
          {t('hardware.forget')}
        </Button>
      )}
    </section>
  );
}

interface FilesProps {
  readonly trace: readonly WedgeEvent[];
  readonly onOpen: (trace: readonly WedgeEvent[]) => void;
}

/** A recording goes to whoever looks after the shop's devices, and comes back as a test. */
function Files({ trace, onOpen }: FilesProps) {
  const input = useRef<HTMLInputElement>(null);
  const save = () => {
    const address = URL.createObjectURL(new Blob([recordingFile(trace)], { type: 'application/json' }));
    const link = document.createElement('a');
    link.href = address;
    link.download = 'scanner-trace.json';
    link.click();
    URL.revokeObjectURL(address);
  };
  const open = async (file: File | undefined) => {
    if (file === undefined) return;
    const read = readRecording(await file.text());
    if (read === null) useToasts.getState().show({ message: t('hardware.importFailed'), tone: 'danger' });
    else onOpen(read);
  };
  return (
    <>
      {trace.length === 0 ? null : <Button onClick={save}>{t('hardware.export')}</Button>}
      <Button onClick={() => input.current?.click()}>{t('hardware.import')}</Button>
      <input
        ref={input}
        type="file"
        accept="application/json,.json"
        hidden
        onChange={(event) => {
          void open(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
    </>
  );
}

import { useState } from 'react';
import { useObservable } from '../../../platform/device/index.ts';
import { t } from '../../../platform/i18n/index.ts';
import { chooseScalePort, scalePortsOfBrowser } from '../../../platform/scale/index.ts';
import {
  chooseHidScanner,
  hidOfBrowser,
  type KeptScanners,
  keepScanners,
  keptScanners,
  listenToDevices,
  SCANNER_BAUD_RATES,
  type ScannerStanding,
  scannerStandings,
  scannersChanged,
} from '../../../platform/scanner/bench.ts';
import { signal, useScans } from '../../../platform/scanner/index.ts';
import { Button, Card, Chip, Field, Notice, Select, type Tone } from '../../../platform/ui/index.ts';

const USUAL_BAUD = 9600;
const TONES: Record<ScannerStanding, Tone> = {
  connecting: 'neutral',
  ready: 'success',
  gone: 'warning',
  refused: 'danger',
};

/** Scanners that are no keyboards: on a serial cable, or by the USB profile of points of sale. Nothing of it needs the server. */
export function CableScannersCard() {
  const [serialPorts, hidDevices] = [scalePortsOfBrowser(), hidOfBrowser()];
  const [kept, setKept] = useState(keptScanners);
  const [baudRate, setBaudRate] = useState(kept.serial?.baudRate ?? USUAL_BAUD);
  const [problem, setProblem] = useState('');
  const keep = (next: KeptScanners) => {
    keepScanners(next);
    setKept(next);
    listenToDevices();
    scannersChanged();
  };
  const choose = (ask: () => Promise<KeptScanners | null>) => async () => {
    try {
      const next = await ask();
      if (next !== null) keep(next);
      setProblem('');
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <Card title={t('hardware.cableTitle')}>
      <div className="flex flex-col gap-4 p-4 pt-2">
        <p className="text-ink-2">{t('hardware.cableText')}</p>
        {serialPorts === null && hidDevices === null ? <Notice tone="warning">{t('hardware.cableNone')}</Notice> : null}
        {serialPorts === null ? null : (
          <Way
            kind="serial"
            isChosen={kept.serial !== null}
            onRemove={() => keep({ ...kept, serial: null })}
            onChoose={choose(async () => {
              const port = await chooseScalePort(serialPorts);
              return port === null ? null : { ...kept, serial: { baudRate, port } };
            })}
          >
            <Field label={t('hardware.scaleBaud')} className="max-w-52">
              <Select
                value={baudRate}
                onChange={(event) => {
                  const rate = Number(event.target.value);
                  setBaudRate(rate);
                  if (kept.serial !== null) keep({ ...kept, serial: { ...kept.serial, baudRate: rate } });
                }}
              >
                {SCANNER_BAUD_RATES.map((rate) => (
                  <option key={rate} value={rate}>
                    {rate}
                  </option>
                ))}
              </Select>
            </Field>
          </Way>
        )}
        {hidDevices === null ? null : (
          <Way
            kind="hid"
            isChosen={kept.hid !== null}
            onRemove={() => keep({ ...kept, hid: null })}
            onChoose={choose(async () => {
              const hid = await chooseHidScanner(hidDevices);
              return hid === null ? null : { ...kept, hid };
            })}
          />
        )}
        {problem === '' ? null : (
          <Notice tone="danger" isAlert>
            {problem}
          </Notice>
        )}
        {kept.serial === null && kept.hid === null ? null : <LastCode />}
      </div>
    </Card>
  );
}

interface WayProps {
  readonly kind: 'serial' | 'hid';
  readonly isChosen: boolean;
  readonly onChoose: () => Promise<void>;
  readonly onRemove: () => void;
  readonly children?: React.ReactNode;
}

/** One kind of connection: what is chosen, and how it stands now. */
function Way({ kind, isChosen, onChoose, onRemove, children }: WayProps) {
  const standing = useObservable(scannerStandings)[kind];
  return (
    <section className="flex flex-col gap-3 border-t border-line pt-4">
      <div className="flex flex-wrap items-center gap-2">
        <h3 className="font-medium">{t(`hardware.cable-${kind}`)}</h3>
        {isChosen && standing !== null ? (
          <span role="status">
            <Chip tone={TONES[standing]}>{t(`hardware.cableIs-${standing}`)}</Chip>
          </span>
        ) : null}
      </div>
      {children}
      <div className="flex flex-wrap gap-2">
        <Button variant={isChosen ? 'secondary' : 'primary'} onClick={() => void onChoose()}>
          {t('hardware.cableChoose')}
        </Button>
        {isChosen ? (
          <Button variant="quiet" onClick={onRemove}>
            {t('hardware.cableRemove')}
          </Button>
        ) : null}
      </div>
    </section>
  );
}

/** What such a scanner read last: shown here, and sold nowhere. */
function LastCode() {
  const [code, setCode] = useState('');
  useScans((scan) => {
    if (scan.source !== 'serial' && scan.source !== 'hid') return false;
    setCode(scan.code);
    signal('scan-ok');
    return true;
  });
  return (
    <div role="status" className="flex min-h-14 flex-wrap items-center gap-x-3 rounded-card bg-sunken p-4">
      {code === '' ? (
        <p className="text-ink-2">{t('hardware.cableTry')}</p>
      ) : (
        <p className="code break-all text-lg font-semibold" dir="ltr">
          {code.replaceAll('\u001d', ' ␝ ')}
        </p>
      )}
    </div>
  );
}

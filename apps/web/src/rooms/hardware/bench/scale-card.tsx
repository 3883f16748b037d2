import { type Milli, milli, shiftDecimal } from '@mosaajii/domain/money';
import { quantityOfWeight, SCALE_PROTOCOLS } from '@mosaajii/domain/scale';
import { useState } from 'react';
import { t } from '../../../platform/i18n/index.ts';
import {
  chooseScalePort,
  type DeviceScale,
  deviceScale,
  putDeviceScale,
  SCALE_BAUD_RATES,
  type ScalePorts,
  type ScaleState,
  scalePortsOfBrowser,
  useScale,
  WEIGHT_UNITS,
} from '../../../platform/scale/index.ts';
import { Button, Card, Chip, Field, Notice, Select } from '../../../platform/ui/index.ts';

const USUAL: Omit<DeviceScale, 'port'> = { protocol: 'toledo-8217', baudRate: 9600, unit: 'kg' };

/** The scale of this device: which one, how it speaks, and what it shows. Nothing of it needs the server. */
export function ScaleCard() {
  const ports = scalePortsOfBrowser();
  const [scale, setScale] = useState(deviceScale);
  const keep = (next: DeviceScale | null) => {
    putDeviceScale(next);
    setScale(next);
  };
  return (
    <Card title={t('hardware.scale')}>
      <div className="flex flex-col gap-4 p-4 pt-2">
        <p className="text-ink-2">{t('hardware.scaleText')}</p>
        {ports === null ? (
          <Notice tone="warning">{t('hardware.scaleNoSerial')}</Notice>
        ) : (
          <Connection ports={ports} scale={scale} onChange={keep} />
        )}
        {ports === null || scale === null ? null : <TryOut scale={scale} />}
      </div>
    </Card>
  );
}

interface ConnectionProps {
  readonly ports: ScalePorts;
  readonly scale: DeviceScale | null;
  readonly onChange: (scale: DeviceScale | null) => void;
}

function Connection({ ports, scale, onChange }: ConnectionProps) {
  const [draft, setDraft] = useState(scale ?? USUAL);
  const [problem, setProblem] = useState('');
  const change = (part: Partial<typeof USUAL>) => {
    setDraft({ ...draft, ...part });
    if (scale !== null) onChange({ ...scale, ...part });
  };
  const choose = async () => {
    try {
      const port = await chooseScalePort(ports);
      if (port !== null) onChange({ ...draft, port });
      setProblem('');
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t('hardware.scaleProtocol')} hint={t('hardware.scaleProtocolHint')} className="sm:col-span-2">
          <Select
            value={draft.protocol}
            onChange={(event) =>
              change({ protocol: SCALE_PROTOCOLS.find((known) => known === event.target.value) ?? USUAL.protocol })
            }
          >
            {SCALE_PROTOCOLS.map((protocol) => (
              <option key={protocol} value={protocol}>
                {t(`hardware.scaleProtocol-${protocol}`)}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={t('hardware.scaleBaud')}>
          <Select value={draft.baudRate} onChange={(event) => change({ baudRate: Number(event.target.value) })}>
            {SCALE_BAUD_RATES.map((rate) => (
              <option key={rate} value={rate}>
                {rate}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={t('hardware.scaleUnit')}>
          <Select
            value={draft.unit}
            onChange={(event) =>
              change({ unit: WEIGHT_UNITS.find((known) => known === event.target.value) ?? USUAL.unit })
            }
          >
            {WEIGHT_UNITS.map((unit) => (
              <option key={unit} value={unit}>
                {unit}
              </option>
            ))}
          </Select>
        </Field>
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <Button variant={scale === null ? 'primary' : 'secondary'} onClick={() => void choose()}>
          {t('hardware.scaleChoose')}
        </Button>
        {scale === null ? null : (
          <>
            <Button variant="quiet" onClick={() => onChange(null)}>
              {t('hardware.scaleRemove')}
            </Button>
            <span className="text-sm text-ink-3">{t('hardware.scaleChosen')}</span>
          </>
        )}
      </div>
      {problem === '' ? null : (
        <Notice tone="danger" isAlert>
          {problem}
        </Notice>
      )}
    </>
  );
}

function TryOut({ scale }: { readonly scale: DeviceScale }) {
  const [isOn, setOn] = useState(false);
  return (
    <div className="flex flex-col items-start gap-3 border-t border-line pt-4">
      <Button onClick={() => setOn(!isOn)} aria-pressed={isOn}>
        {t(isOn ? 'hardware.scaleTestStop' : 'hardware.scaleTest')}
      </Button>
      {isOn ? <Display scale={scale} /> : null}
    </div>
  );
}

/** The weight as it is shown at the till, with a tare to try. */
function Display({ scale }: { readonly scale: DeviceScale }) {
  const state = useScale(scale);
  const [tare, setTare] = useState<Milli>(milli(0));
  const gross = state?.kind === 'weight' ? quantityOfWeight(state, scale.unit) : null;
  const text = (quantity: number) => `${shiftDecimal(quantity, 3)} ${scale.unit}`;
  return (
    <>
      <div role="status" className="flex w-full flex-wrap items-center gap-3 rounded-card bg-sunken p-4">
        {gross === null ? (
          <p className="text-ink-2">{stateText(state)}</p>
        ) : (
          <>
            <p className="num text-3xl font-bold">{text(gross - tare)}</p>
            <Chip tone={isSteady(state) ? 'success' : 'warning'}>
              {t(isSteady(state) ? 'hardware.scaleSteady' : 'hardware.scaleMoves')}
            </Chip>
            {tare === 0 ? null : (
              <p className="num w-full text-sm text-ink-2">
                {t('hardware.scaleNet', { weight: text(gross - tare), tare: text(tare) })}
              </p>
            )}
          </>
        )}
      </div>
      <p className="text-sm text-ink-3">{t('hardware.scaleTareHint')}</p>
      <div className="flex flex-wrap gap-2">
        <Button aria-disabled={!isSteady(state)} onClick={() => gross !== null && isSteady(state) && setTare(gross)}>
          {t('hardware.scaleTare')}
        </Button>
        {tare === 0 ? null : (
          <Button variant="quiet" onClick={() => setTare(milli(0))}>
            {t('hardware.scaleTareOff')}
          </Button>
        )}
      </div>
    </>
  );
}

function isSteady(state: ScaleState | null): boolean {
  return state?.kind === 'weight' && state.isSteady;
}

function stateText(state: ScaleState | null): string {
  switch (state?.kind) {
    case 'failed':
      return t(state.why === 'gone' ? 'hardware.scaleGone' : 'hardware.scaleRefused');
    case 'over':
      return t('hardware.scaleOver');
    case 'under':
      return t('hardware.scaleUnder');
    case 'moving':
      return t('hardware.scaleMoves');
    case 'waiting':
    case 'weight':
    case undefined:
      return t('hardware.scaleWaiting');
  }
}

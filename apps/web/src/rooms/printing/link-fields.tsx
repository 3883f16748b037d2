import { useState } from 'react';
import { t } from '../../platform/i18n/index.ts';
import {
  BRIDGE_URL,
  chooseSerialPort,
  chooseUsbPrinter,
  type PrinterLink,
  serialOfBrowser,
  usbOfBrowser,
} from '../../platform/printer/index.ts';
import { Button, Field, Notice, PasswordInput, SegmentedControl, Select } from '../../platform/ui/index.ts';

type Kind = PrinterLink['kind'];
const KINDS = (): readonly { readonly value: Kind; readonly label: string }[] => [
  { value: 'browser', label: t('printing.linkBrowser') },
  { value: 'usb', label: t('printing.linkUsb') },
  { value: 'serial', label: t('printing.linkSerial') },
  { value: 'bridge', label: t('printing.linkBridge') },
];
const BAUD_RATES = [9600, 19_200, 38_400, 115_200] as const;

export interface LinkFieldsProps {
  readonly link: PrinterLink;
  readonly onChange: (link: PrinterLink) => void;
}

/** How the device reaches the printer. USB and serial are chosen in the browser's own dialog, which asks for a click. */
export function LinkFields({ link, onChange }: LinkFieldsProps) {
  const [kind, setKind] = useState<Kind>(link.kind);
  const choose = (next: Kind) => {
    setKind(next);
    if (next === 'browser') onChange({ kind: 'browser' });
  };
  return (
    <>
      <SegmentedControl label={t('printing.link')} value={kind} options={KINDS()} onChange={choose} />
      {kind === 'browser' ? <p className="text-ink-2">{t('printing.linkBrowserText')}</p> : null}
      {kind === 'usb' ? <UsbFields link={link} onChange={onChange} /> : null}
      {kind === 'serial' ? <SerialFields link={link} onChange={onChange} /> : null}
      {kind === 'bridge' ? <BridgeFields link={link} onChange={onChange} /> : null}
    </>
  );
}

function UsbFields({ link, onChange }: LinkFieldsProps) {
  const usb = usbOfBrowser();
  const [problem, setProblem] = useState('');
  if (usb === null) return <Notice tone="warning">{t('printing.noUsb')}</Notice>;
  const choose = async () => {
    try {
      const device = await chooseUsbPrinter(usb);
      if (device === null) return;
      const { vendorId, productId, productName } = device;
      onChange({ kind: 'usb', vendorId, productId, name: productName ?? t('printing.linkUsb') });
      setProblem('');
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <div className="flex flex-col items-start gap-2">
      <p className="text-ink-2">
        {link.kind === 'usb' ? t('printing.usbChosen', { name: link.name }) : t('printing.usbText')}
      </p>
      <Button onClick={() => void choose()}>{t('printing.usbChoose')}</Button>
      {problem === '' ? null : (
        <Notice tone="danger" isAlert>
          {problem}
        </Notice>
      )}
    </div>
  );
}

function SerialFields({ link, onChange }: LinkFieldsProps) {
  const serial = serialOfBrowser();
  const [problem, setProblem] = useState('');
  const baudRate = link.kind === 'serial' ? link.baudRate : BAUD_RATES[0];
  if (serial === null) return <Notice tone="warning">{t('printing.noSerial')}</Notice>;
  const choose = async () => {
    try {
      if (await chooseSerialPort(serial)) onChange({ kind: 'serial', baudRate, name: t('printing.linkSerial') });
      setProblem('');
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <div className="flex flex-col items-start gap-3">
      <p className="text-ink-2">{link.kind === 'serial' ? t('printing.serialChosen') : t('printing.serialText')}</p>
      <Field label={t('printing.baudRate')}>
        <Select
          value={baudRate}
          onChange={(event) =>
            onChange({ kind: 'serial', baudRate: Number(event.target.value), name: t('printing.linkSerial') })
          }
        >
          {BAUD_RATES.map((rate) => (
            <option key={rate} value={rate}>
              {rate}
            </option>
          ))}
        </Select>
      </Field>
      <Button onClick={() => void choose()}>{t('printing.serialChoose')}</Button>
      {problem === '' ? null : (
        <Notice tone="danger" isAlert>
          {problem}
        </Notice>
      )}
    </div>
  );
}

function BridgeFields({ link, onChange }: LinkFieldsProps) {
  const [token, setToken] = useState(link.kind === 'bridge' ? link.token : '');
  const put = (value: string) => {
    setToken(value);
    const clean = value.trim();
    if (clean !== '') onChange({ kind: 'bridge', url: BRIDGE_URL, token: clean });
  };
  return (
    <div className="flex flex-col gap-3">
      <p className="text-ink-2">{t('printing.bridgeText')}</p>
      <code className="code rounded-control bg-sunken px-3 py-2">
        {`npm run print-bridge -- --printer 192.168.1.50 --origin ${window.location.origin}`}
      </code>
      <Field label={t('printing.bridgeTokenField')} hint={t('printing.bridgeTokenHint')}>
        <PasswordInput value={token} autoComplete="off" onChange={(event) => put(event.target.value)} />
      </Field>
    </div>
  );
}

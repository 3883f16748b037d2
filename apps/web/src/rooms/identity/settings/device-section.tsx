import { Lock, Monitor, Moon, Sun } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useDevice, useObservable } from '../../../platform/device/index.ts';
import { formatPercent, t } from '../../../platform/i18n/index.ts';
import { InstallSection } from '../../../platform/install/index.ts';
import { areSingleKeysOn, setSingleKeys } from '../../../platform/keys/index.ts';
import {
  applyTheme,
  type ContrastChoice,
  chooseContrast,
  chooseHand,
  chooseTextSize,
  contrastChoice,
  type Hand,
  handChoice,
  TEXT_SIZES,
  type TextSize,
  type ThemeChoice,
  textSize,
  useThemeChoice,
} from '../../../platform/theme/index.ts';
import { Button, Field, LanguageField, SegmentedControl, Select, Switch } from '../../../platform/ui/index.ts';
import { LOCK_AFTER_DEFAULT, LOCK_AFTER_MINUTES, lockAfterMinutes, putLockAfterMinutes } from '../idle-lock.ts';
import { signOut } from '../sign-in.ts';
import { EnrolAgain } from './enrol-again.tsx';
import { Choice } from './sections.tsx';

const icon = { 'aria-hidden': true, className: 'size-4', strokeWidth: 1.75 } as const;
const THEMES: readonly { readonly value: ThemeChoice; readonly label: string; readonly icon: React.ReactNode }[] = [
  { value: 'light', label: t('ui.themeLight'), icon: <Sun {...icon} /> },
  { value: 'dark', label: t('ui.themeDark'), icon: <Moon {...icon} /> },
  { value: 'system', label: t('ui.themeSystem'), icon: <Monitor {...icon} /> },
];

const SIZES = TEXT_SIZES.map((value) => ({ value, label: formatPercent(Number(value) * 10_000) }));

const HANDS: readonly { readonly value: Hand; readonly label: string }[] = [
  { value: 'right', label: t('ui.handRight') },
  { value: 'left', label: t('ui.handLeft') },
];

/** What takes effect at once and on this device alone. */
export function DeviceSection() {
  const device = useDevice();
  const theme = useThemeChoice();
  // Not beside the module: the words of this room are added after it is loaded.
  const contrasts: readonly { readonly value: ContrastChoice; readonly label: string }[] = [
    { value: 'system', label: t('identity.contrastSystem') },
    { value: 'high', label: t('identity.contrastHigh') },
  ];
  const [contrast, setContrast] = useState<ContrastChoice>(contrastChoice);
  const [size, setSize] = useState<TextSize>(textSize);
  const [hand, setHand] = useState<Hand>(handChoice);
  const registration = useObservable(device.enrolment.registration);
  const [minutes, setMinutes] = useState<number>(LOCK_AFTER_DEFAULT);
  useEffect(() => void lockAfterMinutes(device.session).then(setMinutes), [device]);
  const [hasSingleKeys, setHasSingleKeys] = useState(areSingleKeysOn);
  const chooseSingleKeys = (isOn: boolean) => {
    setSingleKeys(isOn);
    setHasSingleKeys(isOn);
  };
  const chooseMinutes = (next: number) => {
    setMinutes(next);
    void putLockAfterMinutes(device.session, next);
  };
  return (
    <>
      <Choice label={t('ui.theme')}>
        <SegmentedControl label={t('ui.theme')} value={theme} options={THEMES} onChange={applyTheme} />
      </Choice>
      <Choice label={t('identity.contrast')}>
        <SegmentedControl
          label={t('identity.contrast')}
          value={contrast}
          options={contrasts}
          onChange={(next) => {
            chooseContrast(next);
            setContrast(next);
          }}
        />
      </Choice>
      <Choice label={t('identity.textSize')}>
        <SegmentedControl
          label={t('identity.textSize')}
          value={size}
          options={SIZES}
          onChange={(next) => {
            chooseTextSize(next);
            setSize(next);
          }}
        />
      </Choice>
      <LanguageField />
      <Choice label={t('ui.hand')}>
        <SegmentedControl
          label={t('ui.hand')}
          value={hand}
          options={HANDS}
          onChange={(next) => {
            chooseHand(next);
            setHand(next);
          }}
        />
      </Choice>
      <div className="flex min-w-0 flex-col gap-1">
        <Switch isOn={hasSingleKeys} onChange={chooseSingleKeys}>
          {t('identity.singleKeys')}
        </Switch>
        <p className="text-sm text-ink-3">{t('identity.singleKeysHint')}</p>
      </div>
      <Field label={t('identity.lockAfter')}>
        <Select value={minutes} onChange={(event) => chooseMinutes(Number(event.target.value))}>
          {LOCK_AFTER_MINUTES.map((count) => (
            <option key={count} value={count}>
              {t('identity.lockMinutes', { count })}
            </option>
          ))}
        </Select>
      </Field>
      <Choice label={t('identity.register')}>
        <p className="flex min-h-(--control) items-center">
          {registration === null ? (
            <span className="text-ink-3">{t('identity.registerNone')}</span>
          ) : (
            <span className="code">
              {registration.registerCode}-{registration.series}
            </span>
          )}
        </p>
      </Choice>
      <InstallSection />
      <div className="flex flex-wrap items-end gap-2">
        <Button icon={<Lock {...icon} />} onClick={() => void device.session.lock()}>
          {t('identity.lockNow')}
        </Button>
        <Button variant="quiet" onClick={() => void signOut(device)}>
          {t('identity.signOut')}
        </Button>
      </div>
      {registration !== null && device.session.can('registers.enrol') ? (
        <EnrolAgain registerId={registration.registerId} />
      ) : null}
    </>
  );
}

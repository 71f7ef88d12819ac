// Made by optimum-sdkgen from the document of "Optimum Automotive Public API (stand-in)" (openapi.json).
// Do not edit: the next run writes it anew.
import type { AlertSeverity } from './alert-severity.js';

/**
 * When an alert is raised, and who is told.
 *
 * As the API answers; requests send {@link AlertRuleDtoInput}.
 */
export interface AlertRuleDto {
  /** Time of day, `HH:mm:ss`. */
  activeFrom?: string | null;
  /** Time of day, `HH:mm:ss`. */
  activeTo?: string | null;
  alertType: 'Geofence' | 'Speed' | (string & {});
  /** UUID. */
  geofenceId?: string | null;
  id?: number;
  /** @defaultValue `true` */
  isEnabled?: boolean;
  /** At least 1 character. */
  name: string;
  recipients?: string[] | null;
  severity?: AlertSeverity;
  /** Speed above which the alert is raised, in kilometres per hour. */
  threshold?: number | null;
}

/**
 * When an alert is raised, and who is told.
 *
 * As it is sent; answers are {@link AlertRuleDto}.
 */
export interface AlertRuleDtoInput {
  /** Time of day, `HH:mm:ss`. */
  activeFrom?: string | null;
  /** Time of day, `HH:mm:ss`. */
  activeTo?: string | null;
  alertType: 'Geofence' | 'Speed';
  /** UUID. */
  geofenceId?: string | null;
  /** @defaultValue `true` */
  isEnabled?: boolean;
  /** At least 1 character. */
  name: string;
  recipients?: string[] | null;
  severity?: AlertSeverity;
  /** Speed above which the alert is raised, in kilometres per hour. */
  threshold?: number | null;
}

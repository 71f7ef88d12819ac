import type { TestApi } from './open-client.js';
import type { World } from './questions.js';

/** Reads the stand-in's sandbox without the program: whole lists, however many pages they have. */
export async function openWorld({ sandbox, fetch }: TestApi): Promise<World> {
  const { clientId, clientSecret } = sandbox.credentials;
  const response = await fetch(`${sandbox.url}connect/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
    }),
  });
  const { access_token: token } = (await response.json()) as { readonly access_token: string };
  const read = async <T>(path: string): Promise<T> => {
    const headers = { authorization: `Bearer ${token}` };
    return (await (await fetch(`${sandbox.url}${path}`, { headers })).json()) as T;
  };
  const readPages = async <T>(path: string): Promise<readonly T[]> => {
    const items: T[] = [];
    for (let page = 1; ; page += 1) {
      const each = await read<{ readonly items: readonly T[]; readonly hasNextPage: boolean }>(
        `${path}${path.includes('?') ? '&' : '?'}page=${page}`,
      );
      items.push(...each.items);
      if (!each.hasNextPage) return items;
    }
  };
  const week = 'startDate=2026-04-20&endDate=2026-04-26';
  const day = 'startDate=2026-04-23T00:00:00&endDate=2026-04-24T00:00:00';
  return {
    vehicles: () => read('Vehicles'),
    persons: () => read('Persons'),
    alerts: (query = '') => readPages(`Alerts?${query}`),
    rules: () => read('Alerts/rules'),
    fuel: () => readPages('FuelTransactions'),
    cards: () => read('FuelCards'),
    documents: () => read('Documents'),
    geofences: () => read('Geofences'),
    crossings: (geofence) => readPages(`Geofences/${geofence}/crossings`),
    assignments: () => readPages('VehicleAssignments'),
    trips: (plate) => read(`Geolocation/Trips?registrationNumber=${plate}&${day}`),
    mileage: (plate) => read(`Mileage?registrationNumber=${plate}&${week}`),
    drivingTimes: (person) => read(`Persons/${person}/drivingTimes?${week}`),
    tank: (plate) => read(`Vehicles/${plate}/tankLevel`),
  };
}

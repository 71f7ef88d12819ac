// Made by optimum-sdkgen from the document of "Optimum Automotive Public API (stand-in)" (openapi.json).
// Do not edit: the next run writes it anew.

export interface DrivingTimeDto {
  /** Date, `YYYY-MM-DD`. */
  day?: string;
  /**
   * Time at the wheel, as hours, minutes and seconds.
   *
   * Duration as .NET writes a TimeSpan, `[d.]hh:mm:ss[.fffffff]`.
   */
  drivingTime?: string;
  identificationNumber: string;
  /** Duration as .NET writes a TimeSpan, `[d.]hh:mm:ss[.fffffff]`. */
  longestTrip?: string | null;
  tripCount?: number;
  /**
   * From the first start to the last stop.
   *
   * Duration as .NET writes a TimeSpan, `[d.]hh:mm:ss[.fffffff]`.
   */
  workingTime?: string;
}

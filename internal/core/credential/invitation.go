package credential

import "time"

// InvitationLasts is how long an invitation's link works: long enough for a week's holiday, short enough for a mailbox that
// somebody else may read later. Our own choice.
const InvitationLasts = 7 * 24 * time.Hour

// DormantAfter is how long somebody has not come when their access is asked about. Our own choice.
const DormantAfter = 90 * 24 * time.Hour

// GlassLasts is how long a service administrator may look inside a trust.
const GlassLasts = time.Hour

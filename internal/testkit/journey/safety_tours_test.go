package journey_test

import "cyberready/internal/web/paths"

// safetyTours are the pages of one's own safety. What asks for a second factor leads on at once when one was just shown: its
// own look is in the stories of the second factor.
func safetyTours() []tour {
	return []tour{
		{"nora@example.org", []stop{
			{paths.Account, paths.Account, 0},
			{paths.AccountPassword, paths.AccountPassword, 0},
			{paths.AccountReminders, paths.AccountReminders, 0},
			{paths.SetUp, paths.SetUp, 0},
			{paths.SetUpApp, paths.SetUpApp, 0},
			{paths.SetUpPasskey, paths.SetUpPasskey, 0},
			{paths.LostFactor, paths.ToLostFactor(bay.ODS), 0},
			{paths.Afresh, paths.AfreshThen(paths.Account), 0},
			{paths.SignInCode, paths.SignInCode, 0},
		}},
	}
}

"""What messengers need remembered: letters not answered yet, answers not sent yet, reminders, codes; words sealed."""

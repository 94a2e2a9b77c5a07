//! What is made of outcomes: indices, power, reforms and tables.

mod atlas;
mod measure;
mod measure_profile;
mod measure_properties;
mod power;
mod reform;
mod report_tables;
